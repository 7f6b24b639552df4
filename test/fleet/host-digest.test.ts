import { expect, test } from 'vitest';
import { readAnswer } from '../../src/fleet/host-answer.ts';
import { differingFiles, digestOf } from '../../src/fleet/host-digest.ts';
import { bareFile } from '../../src/host/bare-file.ts';
import { hostConfigs } from '../support/hosts.ts';

const TEXT =
  'meshinit: 1\ndefaults: { os: debian-12 }\nhosts: { a: { address: 10.0.0.1 }, b: { address: 10.0.0.2 } }\n';
const [config] = hostConfigs(TEXT);
if (!config) throw new Error('there is no host');
const { files } = config;
/** Unlike any real one, but as long. */
const sum = (text: string): string =>
  Buffer.from(text)
    .toString('hex')
    .slice(-64)
    .padStart(64, `${text.length % 10}`);
const digest = digestOf(config, sum);

/** What differs on a host that has these files. */
const differing = (has: readonly { path: string; content: string }[]): string[] => {
  const lines = has.map(({ path, content }) => `file\t${sum(content)}  ${path}\n`);
  const answer = readAnswer(`probe\t1\n${lines.join('')}end\t1\n`);
  if (!answer) throw new Error('the answer is none');
  return differingFiles(digest, answer);
};

test('a host is as planned with its programs’ comments and without them', () => {
  expect(differing(files)).toEqual([]);
  expect(differing(files.map(bareFile))).toEqual([]);
});

test('a file with another text is not', () => {
  const changed = files.map((file) =>
    file.path === '/usr/local/sbin/meshinit-check' ? { ...file, content: '#!/bin/sh\ntrue\n' } : file,
  );
  expect(differing(changed)).toEqual(['/usr/local/sbin/meshinit-check']);
});
