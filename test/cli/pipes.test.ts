import { readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { exampleNamed } from '../support/examples.ts';
import { execute } from '../support/execute.ts';
import { temporaryDirectory, writeTree } from '../support/temporary.ts';
import { someOf } from '../support/thorough.ts';
import { BUNDLE, runners } from './runners.ts';

const { text, lock } = exampleNamed('debian-vxlan');

function workplace(): string {
  const directory = temporaryDirectory();
  writeTree(directory, [{ path: 'm.yaml', content: text }]);
  symlinkSync('/dev/stdin', join(directory, 'in.yaml'));
  symlinkSync('/dev/fd', join(directory, 'open'));
  symlinkSync('m.yaml', join(directory, 'link.yaml'));
  return directory;
}

/** A line of bash, `meshinit` being the bundled command line. */
const shell = (line: string, cwd: string, env: Record<string, string> = {}) =>
  execute('bash', ['--norc', '-euc', `meshinit() { "${process.execPath}" "${BUNDLE}" "$@"; }\n${line}`], {
    cwd,
    env: { PATH: process.env['PATH'], ...env },
  });

const locks = (directory: string): string[] => readdirSync(directory).filter((name) => name.endsWith('.lock'));

describe('a manifest that comes through', () => {
  test.each(
    someOf(
      [
        'meshinit compile <(cat m.yaml)',
        'cat m.yaml | meshinit compile /dev/stdin',
        'meshinit compile /dev/stdin <m.yaml',
        'meshinit compile /dev/fd/7 7<m.yaml',
        'meshinit compile /proc/self/fd/7 7<m.yaml',
        'meshinit compile open/7 7<m.yaml',
        'meshinit compile in.yaml <m.yaml',
        'mkfifo pipe.yaml; cat m.yaml >pipe.yaml & meshinit compile pipe.yaml',
        'meshinit compile - <m.yaml',
      ],
      3,
    ),
  )('%s compiles without a lock file, and says so', async (line) => {
    const cwd = workplace();
    const { status, stdout, stderr } = await shell(line, cwd);
    expect({ status, locks: locks(cwd) }).toEqual({ status: 0, locks: [] });
    expect(stderr).toMatch(/^meshinit: no lock file is read or written for .+: addresses may move/);
    expect(stdout).toContain('userdata/host3.yaml');
  });

  test.each(someOf(['check', 'plan', 'graph', 'compile --stdout'], 1))(
    '%s wants no lock of it, under CI neither',
    async (call) => {
      const cwd = workplace();
      const { status, stderr } = await shell(`meshinit ${call} <(cat m.yaml)`, cwd, { CI: 'true' });
      expect(status).toBe(0);
      expect(stderr).not.toContain('warning');
      expect(locks(cwd)).toEqual([]);
    },
  );

  test('a pipe takes no lock that is named like it', async () => {
    const cwd = workplace();
    writeTree(cwd, [{ path: 'pipe.lock', content: lock.replace('172.17.1.0/24', '172.17.9.0/24') }]);
    const { stdout } = await shell('mkfifo pipe.yaml; cat m.yaml >pipe.yaml & meshinit plan pipe.yaml', cwd);
    expect(stdout).toContain('172.17.1.0/24');
  });

  test('a link to a file keeps its lock', async () => {
    const cwd = workplace();
    expect(await shell('meshinit compile link.yaml', cwd)).toMatchObject({ status: 0, stderr: '' });
    expect(locks(cwd)).toEqual(['link.lock']);
  });

  test('cannot be watched', async () => {
    const cwd = workplace();
    const { status, stderr } = await shell('meshinit compile <(cat m.yaml) --watch', cwd);
    expect(status).toBe(2);
    expect(stderr).toMatch(/fd\/\d+ cannot be watched\nPass the path of a file\./);
  });
});

describe.each(runners)('$name', ({ run }) => {
  test('leaves standard error to a list of diagnostics', async () => {
    const cwd = temporaryDirectory();
    const { status, stderr } = await run(['compile', '-', '--diagnostics', 'json'], { cwd, stdin: text });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '[]\n' });
  });
});

test('what cannot be read through standard input is wrong use', async () => {
  const cwd = workplace();
  expect(await shell('meshinit check - <.', cwd)).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('cannot read standard input: it is a directory'),
  });
  expect(await shell('meshinit check - </dev/zero', cwd)).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('cannot read standard input: it is larger than 64 MiB'),
  });
});
