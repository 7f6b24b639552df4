import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import wireguardKey from '../../src/host/scripts/wireguard-key.sh';
import { execute } from '../support/execute.ts';
import { temporaryDirectory } from '../support/temporary.ts';

const KEY = `${'k'.repeat(43)}=`;

/** What a host does with the command that prints its key: it tries no more than once here. */
async function fetch(file: string, command: string) {
  const script = `set -eu\nretry() { shift 2; "$@"; }\n${wireguardKey}\nfetch_key ${file} ${command}\n`;
  const { status, stdout, stderr } = await execute('sh', ['-c', script]);
  return { status, said: stdout + stderr };
}

test('a key that a command prints is kept for root alone, and not asked for again', async () => {
  const file = join(temporaryDirectory(), 'etc/meshinit/mi-wg0.key');
  expect(await fetch(file, `echo ${KEY}`)).toEqual({ status: 0, said: '' });
  expect(readFileSync(file, 'utf8')).toBe(`${KEY}\n`);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect((await fetch(file, 'false')).status).toBe(0);
});

test.each([
  ['what a failing command prints', `sh -c 'echo ${KEY}; exit 1'`],
  ['what is no key', 'echo denied'],
  ['nothing', 'true'],
])('%s is kept nowhere, and not shown', async (_, command) => {
  const file = join(temporaryDirectory(), 'mi-wg0.key');
  const { status, said } = await fetch(file, command);
  expect([status, existsSync(file)]).toEqual([1, false]);
  expect(said).toBe('');
});
