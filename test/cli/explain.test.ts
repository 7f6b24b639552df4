import { describe, expect, test } from 'vitest';
import { exampleNamed } from '../support/examples.ts';
import { temporaryDirectory, writeTree } from '../support/temporary.ts';
import { sources } from './runners.ts';

const { text, lock } = exampleNamed('debian-vxlan');

function workplace(): string {
  const directory = temporaryDirectory();
  writeTree(directory, [
    { path: 'meshinit.yaml', content: text },
    { path: 'other.yaml', content: text },
    { path: 'other.lock', content: lock },
    { path: 'bad.yaml', content: 'meshinit: 1\nhosts: { host1: { address: 10.0.0.300, os: debian-12 } }\n' },
  ]);
  return directory;
}

describe.each(sources)('$name explain', ({ run }) => {
  const at = (...args: readonly string[]) => run(['explain', ...args], { cwd: workplace() });

  test('prints places, one a line, and says the rest on standard error', async () => {
    const { status, stdout, stderr } = await at('host1', '/etc/meshinit/peers:1');
    expect({ status, stdout }).toEqual({ status: 0, stdout: 'meshinit.yaml:7:3\nmeshinit.yaml:7:21\n' });
    expect(stderr).toContain('10.0.0.12: the address of host2\n');
  });

  test('takes a manifest of another name', async () => {
    expect((await at('host1', '/etc/meshinit/peers', '--manifest', 'other.yaml')).stdout).toBe(
      'other.yaml:7:21\nother.yaml:8:21\n',
    );
  });

  test('lists a host’s files without a path', async () => {
    expect((await at('host1')).stdout).toMatch(/^\/etc\/docker\/daemon\.json meshinit\.yaml:6:3\n/);
  });

  test.each([
    [[], 'explain needs <host>'],
    [['host9'], "the manifest has no host 'host9'"],
    [['host1', '/etc/meshinit/pers:2'], "Did you mean '/etc/meshinit/peers'?"],
    [['host1', '/etc/meshinit/peers:0'], "'0' is not a line number"],
    [['host1', '/etc/meshinit/peers:1:2'], "no file '/etc/meshinit/peers:1'"],
    [['host1', 'a', 'b'], "unexpected argument 'b'"],
    [['host1', '--manifest', 'nowhere.yaml'], 'cannot read nowhere.yaml'],
  ])('refuses %j', async (args, message) => {
    const { status, stdout, stderr } = await at(...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(message);
  });

  test('explains nothing of a wrong manifest', async () => {
    const { status, stderr } = await at('host1', '--manifest', 'bad.yaml');
    expect(status).toBe(1);
    expect(stderr).toContain('MI0301');
  });
});
