import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { compile } from '../../src/compile.ts';
import { readDocument } from '../../src/document/read-document.ts';
import { keysFrom } from '../../src/keys/keys-from.ts';
import { FakeGitHub } from './fake-github.ts';
import { ON_TAG, runIn, type Workspace, workspace } from './runs.ts';

const TEXT = `meshinit: 1
defaults: { os: debian-12 }
hosts:
  host1: { address: 198.51.100.11 }
  host2: { address: 198.51.100.12 }
encryption: wireguard
`;
const SEED = new Uint8Array(32).fill(5);
const BASE64 = Buffer.from(SEED).toString('base64');
const keys = keysFrom(SEED);
const FILES = { 'meshinit.yaml': TEXT, 'meshinit.lock': compile(TEXT, { keys }).lock ?? '' };

const shown = (log: string): string => log.replace(/^::add-mask::.*\n/gm, '');
const pathOf = ({ directory }: Workspace): string => join(directory, 'userdata/host1.yaml');

test('the seed makes the documents that it makes at a prompt, for their owner alone, and is masked', async () => {
  const place = workspace(FILES);
  const { status, log, summary, outputs } = await runIn(place, new FakeGitHub().fetch, { INPUT_SEED: `${BASE64}\n` });
  expect(status, log).toBe(0);
  expect(log).toMatch(new RegExp(`^::add-mask::${BASE64.replace('+', '\\+')}$`, 'm'));
  const content = readFileSync(pathOf(place));
  const key = readDocument(content)?.files.get('/etc/meshinit/mi-wg0.key')?.content.trim();
  expect(key).toBe(keys.pairOf('1-host1', 0).privateKey);
  expect(statSync(pathOf(place)).mode & 0o777).toBe(0o600);
  for (const text of [
    shown(log),
    summary,
    JSON.stringify(outputs),
    readFileSync(join(place.directory, 'meshinit.lock'), 'utf8'),
  ]) {
    expect(text).not.toContain(BASE64);
    expect(text).not.toContain(key);
  }
});

test('no document with a key is attached to a public release, and the refusal is at the line that asks for keys', async () => {
  const fake = new FakeGitHub();
  const { status, log, summary } = await runIn(workspace(FILES), fake.fetch, { ...ON_TAG, INPUT_SEED: BASE64 });
  expect(status).toBe(1);
  expect(fake.calls).toEqual([]);
  expect(log).toMatch(
    /^::error file=meshinit\.yaml,line=6,col=1[^:]*::.*the document of host1 contains a private key \(encryption, line 6\)/m,
  );
  expect(shown(log) + summary).not.toContain(BASE64);
});

test.each([
  ['without a seed it is said where one comes from', undefined, /there is no seed.*or the input seed of the Action/],
  ['a text that is no seed is not said', 'not-a-seed', /the input seed is not a seed/],
  ['another seed than the lock file’s is refused', Buffer.alloc(32, 9).toString('base64'), /the seed is not the one/],
])('%s', async (_, seed, message) => {
  const env = seed === undefined ? {} : { INPUT_SEED: seed };
  const { status, log } = await runIn(workspace(FILES), new FakeGitHub().fetch, env);
  expect(status).toBe(1);
  expect(log).toMatch(message);
  if (seed !== undefined) expect(shown(log)).not.toContain(seed);
});
