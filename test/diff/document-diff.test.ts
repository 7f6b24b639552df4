import { describe, expect, test } from 'vitest';
import { type CompileOptions, compile } from '../../src/compile.ts';
import { documentChange } from '../../src/diff/document-diff.ts';
import { readDocument } from '../../src/document/read-document.ts';
import { compiled, filesOf } from '../support/hosts.ts';

const TEXT = `meshinit: 1
defaults: { os: debian-12, provider: nocloud }
hosts:
  host1: { address: 10.0.0.11 }
  host2: { address: 10.0.0.12 }
  host3: { address: 10.0.0.13 }
`;
const LOCK = compile(TEXT).lock;

/** host1's document. */
function bytesOf(text: string, options: CompileOptions = {}): Uint8Array {
  const [document] = compiled(text, { lock: LOCK, ...options }).documents;
  if (!document) throw new Error('there is no document');
  return document.content;
}

const said = (after: string, options: CompileOptions = {}, before = TEXT): string => {
  const { verdict, why } = documentChange('host1', [bytesOf(before, options), bytesOf(after, options)]);
  return [verdict, ...why].join('; ');
};

test('names are a patch, whichever packages they bring', () => {
  const restart =
    'patch; Docker restarts with other options: containers stop for about 3 s, unless live-restore keeps them running';
  for (const os of ['debian-12', 'rocky-9']) {
    const text = TEXT.replace('debian-12', os);
    expect([os, said(`${text}names: true\n`, {}, text)]).toEqual([os, restart]);
  }
});

const textsOf = (bytes: Uint8Array): Map<string, string> =>
  new Map([...(readDocument(bytes)?.files ?? [])].map(([path, { content }]) => [path, content]));

test('the files of a document are read, whatever its format and packing', () => {
  const [{ documents }] = [compiled(TEXT)];
  const planned = new Map(
    documents
      .slice(0, 1)
      .flatMap(filesOf)
      .map(({ path, content }) => [path, content]),
  );
  for (const options of [
    {},
    { gzip: true },
    { base64: true },
    { gzip: true, base64: true },
    { format: 'script' },
  ] as const) {
    expect(textsOf(bytesOf(TEXT, options))).toEqual(planned);
  }
  const flatcar = compiled(TEXT.replace('debian-12', 'flatcar')).documents[0];
  expect(textsOf(flatcar?.content ?? new Uint8Array())).toEqual(
    new Map(flatcar && filesOf(flatcar).map(({ path, content }) => [path, content])),
  );
  const long = `cloud_config: { final_message: ${'x'.repeat(5000)} }`;
  const large = TEXT.replace('nocloud', `generic, ${long}`).replace('hosts:', 'monitor: true\nhosts:');
  expect(compiled(large).documents[0]?.packing).toBe('compact');
  expect(textsOf(bytesOf(large)).get('/usr/local/sbin/meshinit-monitor')).toContain('#!/bin/sh');
});

describe.each([{}, { gzip: true }, { format: 'script' }] as const)('with %j', (options) => {
  test('what is the same needs nothing', () => {
    expect(said(TEXT, options)).toBe('unchanged');
  });

  test('links and addresses are a patch', () => {
    expect(said(`${TEXT}  host4: { address: 10.0.0.14 }\n`, options)).toBe('patch; link vxlan3 to host4 added');
    expect(said(TEXT.replace('10.0.0.13', '10.0.0.99'), options)).toBe('patch; link vxlan2 to host3 leads elsewhere');
    expect(said(TEXT.replace(/ {2}host3.*\n/, ''), options)).toBe('patch; link vxlan2 to host3 removed');
    expect(said(`${TEXT}monitor: true\n`, options)).toBe('patch; no traffic is interrupted');
  });

  test('options of Docker and the MTU are told', () => {
    expect(said(TEXT.replace('10.0.0.12', '10.0.0.12, mtu: 1400'), options)).toBe(
      'patch; Docker restarts with other options: containers stop for about 3 s, unless live-restore keeps them running; the MTU changes from 1450 to 1350: running containers keep the old one until they are recreated',
    );
  });

  test('what no running host takes is a rebuild', () => {
    const unlocked = { ...options, lock: undefined };
    expect(said(`${TEXT}network: { subnet: 172.18.0.0/16 }\n`, unlocked)).toContain("the containers' network differs");
    expect(said(`${TEXT}network: { layout: per-host }\n`, unlocked)).toContain('layout differs');
    expect(said(`${TEXT}firewall: firewalld\n`, options)).toContain('packages differ');
  });
});

test('a part of the user’s own is a rebuild', () => {
  expect(said(TEXT.replace('debian-12,', 'debian-12, cloud_config: { packages: [htop] },'))).toBe(
    'rebuild; settings that only the first boot reads differ',
  );
});

test('a document on one side alone is new, or gone; one that is none of ours is told', () => {
  const bytes = bytesOf(TEXT);
  expect(documentChange('a', [undefined, bytes]).verdict).toBe('new');
  expect(documentChange('a', [bytes, undefined]).verdict).toBe('gone');
  for (const strange of ['', 'hello', '#cloud-config\n: :\n  -', '{"a":', 'A'.repeat(64)]) {
    const { verdict, why } = documentChange('a', [bytes, new TextEncoder().encode(strange)]);
    expect([verdict, ...why]).toEqual(['rebuild', 'meshinit did not write the document']);
    const alone = new TextEncoder().encode(strange);
    expect(documentChange('a', [undefined, alone]).verdict).toBe('new');
    expect(documentChange('a', [alone, undefined]).verdict).toBe('gone');
  }
});
