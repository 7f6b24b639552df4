import { describe, expect, test } from 'vitest';
import { exampleNamed } from '../support/examples.ts';
import { temporaryDirectory, writeTree } from '../support/temporary.ts';
import { sources } from './runners.ts';

const { text, lock } = exampleNamed('debian-vxlan');
const grown = text.replace(/( {2}host)3(.*)13 }\n/, '$13$213 }\n$14$214 }\n');

function workplace(): string {
  const directory = temporaryDirectory();
  writeTree(directory, [
    { path: 'old.yaml', content: text },
    { path: 'old.lock', content: lock },
    { path: 'meshinit.yaml', content: grown },
    { path: 'meshinit.lock', content: lock },
    { path: 'bad.yaml', content: 'meshinit: 1\nhosts: { host1: { address: 10.0.0.300, os: debian-12 } }\n' },
    {
      path: 'ifupdown.yaml',
      content: `${text}\n`.replace(/\nnetwork:.*/, '').concat('network: { stack: ifupdown }\n'),
    },
  ]);
  return directory;
}

describe.each(sources)('$name patch', ({ run }) => {
  const at = (...args: readonly string[]) => run(['patch', ...args], { cwd: workplace() });

  test('prints one host’s script', async () => {
    const { status, stdout, stderr } = await at('host1', '--from', 'old.yaml');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^#!\/bin\/sh\n# Brings host host1 of cluster demo/);
    expect(stdout).toContain(' 10.0.0.14 ');
  });

  test('prints the order of all, as a table or as JSON', async () => {
    const { status, stdout } = await at('--all', '--from', 'old.yaml');
    expect(status).toBe(0);
    expect(stdout.split('\n')[1]).toMatch(/^1 {2}host4 {2}boot with its document {2}in one piece$/);
    const { steps } = JSON.parse((await at('--all', '--from', 'old.yaml', '--json')).stdout);
    expect(steps.map(({ host }: { host: string }) => host)).toEqual(['host4', 'host1', 'host2', 'host3']);
    expect((await at('--all', '--from', 'meshinit.yaml')).stdout).toContain('nothing to do');
  });

  test.each([
    [[], 2, 'patch needs a host or --all'],
    [['host1', '--all', '--from', 'old.yaml'], 2, 'patch needs a host or --all'],
    [
      ['--all'],
      2,
      "git's HEAD does not contain meshinit.yaml\nName the manifest to compare with: 'meshinit patch --all --from OLD'.",
    ],
    [['host9'], 2, "no host 'host9'"],
    [['host4', '--from', 'old.yaml'], 2, 'host4 is new'],
    [['host1', '--from', 'missing.yaml'], 2, 'cannot read missing.yaml'],
    [['host1', '--manifest', 'bad.yaml'], 1, '10.0.0.300'],
    [['host1', '--from', 'bad.yaml'], 1, '10.0.0.300'],
    [['host1', '--from', 'ifupdown.yaml'], 1, 'network stack changes from ifupdown to systemd'],
    [['host1', '--from', ''], 2, ''],
  ])('%j ends with %i and says why', async (args, expected, why) => {
    const { status, stdout, stderr } = await at(...args);
    expect(stdout).toBe('');
    expect(stderr).toContain(why);
    expect(stderr).not.toMatch(/\n {4}at /);
    expect(status).toBe(expected);
  });
});
