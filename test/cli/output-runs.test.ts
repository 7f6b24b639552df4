import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { execute } from '../support/execute.ts';
import { temporaryDirectory, writeTree } from '../support/temporary.ts';
import { someOf, thoroughTest } from '../support/thorough.ts';
import { BUNDLE } from './runners.ts';

const manifest = (hosts: number): string =>
  `meshinit: 1\ndefaults: { os: debian-12, provider: aws }\nhosts:\n${Array.from({ length: hosts }, (_, at) => `  h${at}: { address: 10.0.0.${at + 1} }\n`).join('')}`;

function workplace(hosts: number): string {
  const directory = temporaryDirectory();
  writeTree(directory, [{ path: 'meshinit.yaml', content: manifest(hosts) }]);
  return directory;
}

/** In CI a run that makes the lock file warns of it. */
const env = { ...process.env, CI: undefined, GITHUB_ACTIONS: undefined };

const compile = (directory: string) => execute(process.execPath, [BUNDLE, 'compile'], { cwd: directory, env });

async function expectWhole(directory: string): Promise<void> {
  const out = join(directory, 'userdata');
  expect(await execute('sha256sum', ['-c', '--strict', '--quiet', 'SHA256SUMS'], { cwd: out })).toMatchObject({
    status: 0,
  });
  expect([...readdirSync(out), ...readdirSync(directory)].filter((name) => name.startsWith('.'))).toEqual([]);
}

test('runs at one time into one directory take turns', async () => {
  const directory = workplace(6);
  const outcomes = await Promise.all(Array.from({ length: 6 }, () => compile(directory)));
  expect(outcomes.map(({ status, stderr }) => ({ status, stderr }))).toEqual(
    outcomes.map(() => ({ status: 0, stderr: '' })),
  );
  await expectWhole(directory);
}, 60_000);

thoroughTest(
  'runs of a manifest that changes meanwhile end well, or say plainly that nothing was changed',
  async () => {
    const directory = workplace(6);
    await compile(directory);
    const runs = [7, 8, 5, 9].map((hosts) => {
      writeTree(directory, [{ path: 'meshinit.yaml', content: manifest(hosts) }]);
      return compile(directory);
    });
    for (const { status, stderr } of await Promise.all(runs)) {
      expect([0, 2]).toContain(status);
      expect(stderr).toMatch(status === 0 ? /^$/ : /was changed while this run worked; nothing else was changed/);
    }
    await expectWhole(directory);
    expect((await compile(directory)).status).toBe(0);
    expect(readdirSync(join(directory, 'userdata'))).toHaveLength(10);
  },
  60_000,
);

const signals = [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const;

test.each(someOf(signals, 1))(
  '%s during a compilation ends it with %i, all files as they were or all new',
  async (signal, status) => {
    // Many files and few links: a signal comes while they are written.
    const star = 'network: { topology: { star: [h0] } }\n';
    const directory = temporaryDirectory();
    writeTree(directory, [{ path: 'meshinit.yaml', content: manifest(200) + star }]);
    await compile(directory);
    const before = readFileSync(join(directory, 'userdata/SHA256SUMS'), 'utf8');
    writeTree(directory, [{ path: 'meshinit.yaml', content: manifest(200) + star.replace('{ ', '{ mtu: 1300, ') }]);
    const child = spawn(process.execPath, [BUNDLE, 'compile'], { cwd: directory, stdio: 'ignore' });
    const ended = once(child, 'exit');
    // From then on a signal is heard.
    while (!readdirSync(join(directory, 'userdata')).some((name) => name.startsWith('.'))) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    child.kill(signal);
    expect(await ended).toEqual([status, null]);
    await expectWhole(directory);
    expect(readFileSync(join(directory, 'userdata/SHA256SUMS'), 'utf8')).toBe(before);
  },
  60_000,
);
