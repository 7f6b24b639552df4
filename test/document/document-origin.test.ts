import { expect, test } from 'vitest';
import { compile } from '../../src/compile.ts';
import { hostOfDocument } from '../../src/document/document-name.ts';
import { documentOrigin } from '../../src/document/document-origin.ts';
import { base64, utf8 } from '../../src/document/encoding.ts';
import { gzip } from '../../src/document/gzip.ts';
import { hostCases } from '../support/cases.ts';

test('every document says whose it is, in every format and packing, and its name says the host', () => {
  for (const { document, clusterName } of hostCases) {
    const { content, host, name } = document;
    for (const bytes of [content, gzip(content), utf8(base64(content)), utf8(base64(gzip(content)))]) {
      expect(documentOrigin(bytes)).toEqual({ cluster: clusterName, host });
    }
    expect(hostOfDocument(name)).toBe(host);
  }
});

test('a document of a large cluster, with its lists folded, says whose it is', () => {
  const hosts = Array.from({ length: 300 }, (_, at) => `  h${at}: { address: 10.1.${at >> 8}.${at & 255} }\n`).join('');
  const { documents } = compile(
    `meshinit: 1\nname: big\ndefaults: { os: debian-12, provider: aws }\nnetwork: { subnet: 172.16.0.0/12, slice: /24 }\nhosts:\n${hosts}`,
  );
  expect(documents).toHaveLength(300);
  expect(documents.map(({ content }) => documentOrigin(content))).toEqual(
    documents.map(({ host }) => ({ cluster: 'big', host })),
  );
});

test.each([
  ['a text', utf8('mine')],
  ['nothing', new Uint8Array()],
  ['a user’s own cloud-config', utf8('#cloud-config\npackages: [htop]\n')],
  ['a user’s own script', utf8('#!/bin/sh\necho made by meshinit\n')],
  ['a user’s own Ignition', utf8('{"ignition":{"version":"3.3.0"}}')],
  ['a gzip that was cut off', gzip(utf8('#cloud-config\n')).slice(0, 12)],
  ['more than any provider takes', new Uint8Array(2 ** 20 + 1).fill(35)],
])('%s is nobody’s', (_, bytes) => {
  expect(documentOrigin(bytes)).toBeUndefined();
});

test.each([
  'README.txt',
  'linux-amd64.tar.gz',
  'SHA256SUMS',
  'host1.yml',
  'host1.yaml.b64.gz',
  'host1.yaml.zip',
  'host1.',
  'host1',
  '.yaml',
  'Host1.yaml',
  'a.b.yaml',
  'host1.yaml.meshinit-old-3',
  '../host1.yaml',
  '-a.yaml',
])('%s is no name of a document', (name) => {
  expect(hostOfDocument(name)).toBeUndefined();
});
