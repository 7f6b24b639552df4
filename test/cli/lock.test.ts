import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryDirectory, writeTree } from '../support/temporary.ts';
import { someOf } from '../support/thorough.ts';
import { runners } from './runners.ts';

const NAMES = ['01', '1e3', '0x1f', 'null', 'true', 'yes', '12', '2026-11-28'];
const manifest = `meshinit: 1\nname: "12"\ndefaults: { os: debian-12 }\nhosts:\n${NAMES.map((name, index) => `  "${name}": { address: 10.0.0.${index + 1} }\n`).join('')}`;

/** What lies where the lock file should, and the status that every command ends with. */
const STRANGE: Readonly<Record<string, { readonly put: (path: string) => void; readonly status: number }>> = {
  'a directory': { put: (path) => mkdirSync(path), status: 2 },
  'a named pipe': { put: (path) => execFileSync('mkfifo', [path]), status: 2 },
  'a device without end': { put: (path) => symlinkSync('/dev/zero', path), status: 2 },
  'a link to itself': { put: (path) => symlinkSync('meshinit.lock', path), status: 2 },
  'bytes of no UTF-8': { put: (path) => writeFileSync(path, Buffer.from([0x6d, 0xff, 0xfe, 0])), status: 2 },
  'UTF-16': { put: (path) => writeFileSync(path, Buffer.from('\uFEFFmeshinit-lock: 1\n', 'utf16le')), status: 2 },
  'NUL bytes': { put: (path) => writeFileSync(path, Buffer.alloc(4096)), status: 1 },
  '100 MB of junk': { put: (path) => writeFileSync(path, Buffer.alloc(100_000_000, 'meshinit-lock: [ ')), status: 2 },
  '60 MB of junk': { put: (path) => writeFileSync(path, Buffer.alloc(60_000_000, 'meshinit-lock: [ ')), status: 1 },
  'a file without end on a disk without room': {
    put: (path) => execFileSync('truncate', ['--size=20G', path]),
    status: 2,
  },
};

describe.each(runners)('$name', ({ run }) => {
  test('moves no host whose name looks like a number when it compiles again', async () => {
    const directory = temporaryDirectory();
    writeTree(directory, [{ path: 'meshinit.yaml', content: manifest }]);
    expect((await run(['compile'], { cwd: directory })).status).toBe(0);
    const read = (): string[] =>
      ['meshinit.lock', 'userdata/SHA256SUMS'].map((path) => readFileSync(join(directory, path), 'utf8'));
    const before = read();
    expect((await run(['compile', '--frozen'], { cwd: directory })).status).toBe(0);
    expect((await run(['compile'], { cwd: directory })).status).toBe(0);
    expect(read()).toEqual(before);
  });

  test.each(someOf(Object.entries(STRANGE), 6))(
    'ends in time, and in plain words, with %s as the lock',
    async (_, strange) => {
      const directory = temporaryDirectory();
      writeTree(directory, [{ path: 'meshinit.yaml', content: manifest }]);
      const lock = join(directory, 'meshinit.lock');
      strange.put(lock);
      const began = performance.now();
      for (const command of ['check', 'compile']) {
        const { status, stdout, stderr } = await run([command], { cwd: directory });
        expect({ status, stdout, stderr }).toEqual({
          status: strange.status,
          stdout: '',
          stderr: expect.stringMatching(
            strange.status === 1 ? /^meshinit\.lock:1:1: error MI0510/ : /cannot read meshinit\.lock/,
          ),
        });
        expect(stderr.length).toBeLessThan(2000);
      }
      expect(performance.now() - began).toBeLessThan(40_000);
      rmSync(lock, { recursive: true });
    },
    30_000,
  );
});
