import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { exampleNamed } from '../support/examples.ts';
import { temporaryDirectory, writeTree } from '../support/temporary.ts';
import { bundled, inProcess, type Runner } from './runners.ts';

const { text, lock } = exampleNamed('debian-vxlan');

/** Calls that say the same whenever they are made, some of them wrong. The completion lists every command and option. */
const CALLS: readonly (readonly string[])[] = [
  [
    'builder',
    '--os',
    'ubuntu-14.04',
    '--url',
    'https://example.com/openvswitch-2.3.1.tar.gz',
    '--sha256',
    'a'.repeat(64),
  ],
  ['check', '--diagnostics', 'json'],
  ['compile'],
  ['completion', 'bash'],
  ['diff', 'meshinit.yaml', 'other.yaml', '--text'],
  ['explain', 'host1', '/etc/meshinit/peers:2'],
  ['graph'],
  ['help', 'compile'],
  ['init', '--host', 'web1=10.0.0.11', '--out', 'first.yaml'],
  ['patch', 'host1', '--from', 'other.yaml'],
  ['plan', '--json'],
  ['schema'],
  ['check', 'wrong.yaml'],
  ['compile', '--hots', 'host1'],
  ['pki', 'nowhere.yaml'],
  ['status', 'host9'],
  ['apply', 'host9', '--from', 'other.yaml'],
];

/** What a call says, how it ends, and every file that it leaves. */
async function outcomeOf(runner: Runner, call: readonly string[]): Promise<object> {
  const directory = temporaryDirectory();
  writeTree(directory, [
    { path: 'meshinit.yaml', content: text },
    { path: 'meshinit.lock', content: lock },
    { path: 'other.yaml', content: text.replace('name:', 'network: { mtu: 1400 }\nname:') },
    { path: 'wrong.yaml', content: 'meshinit: 1\nhosts: { a: { adress: 10.0.0.1 } }\n' },
  ]);
  const outcome = await runner.run(call, { cwd: directory });
  const files = readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  return {
    ...outcome,
    files: files.toSorted().map((path) => [path.slice(directory.length), readFileSync(path, 'latin1')]),
  };
}

test.each(CALLS.map((call) => ({ call })))('the bundle does what the sources do: $call', async ({ call }) => {
  const wanted = await outcomeOf(inProcess, call);
  expect(await outcomeOf(bundled, call)).toEqual(wanted);
});
