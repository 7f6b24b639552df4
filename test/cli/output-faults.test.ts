import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect } from 'vitest';
import { exampleNamed } from '../support/examples.ts';
import { execute } from '../support/execute.ts';
import { temporaryDirectory, writeTree } from '../support/temporary.ts';
import { thoroughOr, thoroughTest } from '../support/thorough.ts';
import { BUNDLE } from './runners.ts';

const { text } = exampleNamed('debian-vxlan');
/** What `fail-at.cjs` ends with where there was no such call. */
const NOT_REACHED = 99;
/** From a call to the next that is looked at: each takes three processes. */
const STRIDE = thoroughOr(1, 30);

// Host 2 has a secret from now on, host 3 leaves, host 4 comes, and host 1 has fewer peers.
const BEFORE = text;
const AFTER = text
  .replace(/ {2}host3.*\n/, '  host4: { address: 10.0.0.14 }\n')
  .replace('host2: { address: 10.0.0.12 }', 'host2: { address: 10.0.0.12, cloud_config: { password: hunter2 } }');

const run = (directory: string, env: Record<string, string> = {}) =>
  execute(process.execPath, [BUNDLE, 'compile'], { cwd: directory, env: { PATH: process.env['PATH'], ...env } });

const failing = (directory: string, by: 'kill' | 'error', at: number) =>
  run(directory, {
    NODE_OPTIONS: `--require ${resolve('test/support/fail-at.cjs')}`,
    FAIL_BY: by,
    FAIL_AT: String(at),
  });

/** Every file below a directory, hidden ones too, with its mode and content. */
function tree(directory: string): Record<string, string> {
  const entries = readdirSync(directory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(
    files
      .toSorted()
      .map((path) => [
        path.slice(directory.length + 1),
        `${(statSync(path).mode & 0o777).toString(8)} ${readFileSync(path, 'latin1')}`,
      ]),
  );
}

async function compiled(manifest: string): Promise<{ directory: string; files: Record<string, string> }> {
  const directory = temporaryDirectory();
  writeTree(directory, [{ path: 'meshinit.yaml', content: BEFORE }]);
  expect((await run(directory)).status).toBe(0);
  writeTree(directory, [{ path: 'meshinit.yaml', content: manifest }]);
  const files = tree(directory);
  return { directory, files };
}

async function expectAgreement(directory: string): Promise<void> {
  if (!existsSync(join(directory, 'SHA256SUMS'))) return;
  const sums = await execute('sha256sum', ['--check', '--strict', '--quiet', 'SHA256SUMS'], { cwd: directory });
  expect(sums).toMatchObject({ status: 0, stdout: '', stderr: '' });
}

/** Runs into a fault at one call after another, until there is no such call. */
async function atEachCall(
  by: 'kill' | 'error',
  look: (directory: string, outcome: Awaited<ReturnType<typeof run>>, before: Record<string, string>) => Promise<void>,
): Promise<void> {
  let reached = 0;
  for (let at = 1; ; at += STRIDE) {
    const { directory, files } = await compiled(AFTER);
    const outcome = await failing(directory, by, at);
    if (outcome.status === NOT_REACHED) break;
    reached += 1;
    await look(directory, outcome, files);
  }
  expect(reached).toBeGreaterThan(30 / STRIDE);
}

describe('what stops a compilation, at whatever call that changes a file', () => {
  thoroughTest(
    'a kill leaves checksums that hold, and the next run finishes everything',
    async () => {
      const wanted = await compiled(AFTER);
      expect((await run(wanted.directory)).status).toBe(0);
      const after = tree(wanted.directory);
      await atEachCall('kill', async (directory, { status }) => {
        expect(status).toBe('SIGKILL');
        await expectAgreement(join(directory, 'userdata'));
        expect(await run(directory)).toMatchObject({ status: 0, stderr: '' });
        expect(tree(directory)).toEqual(after);
      });
    },
    300_000,
  );

  thoroughTest(
    'a kill is made good by a run for one host too',
    async () => {
      const wanted = await compiled(AFTER);
      expect((await run(wanted.directory)).status).toBe(0);
      const after = tree(wanted.directory);
      await atEachCall('kill', async (directory) => {
        const { status } = await execute(process.execPath, [BUNDLE, 'compile', '--host', 'host4'], { cwd: directory });
        expect(status).toBe(0);
        await expectAgreement(join(directory, 'userdata'));
        const files = tree(directory);
        expect(files['userdata/host4.yaml']).toEqual(after['userdata/host4.yaml']);
        expect(Object.keys(files).filter((path) => path.includes('/.'))).toEqual([]);
        expect((await run(directory)).status).toBe(0);
        expect(tree(directory)).toEqual(after);
      });
    },
    300_000,
  );

  thoroughTest(
    'an error of the system is said, and everything is as it was, or new',
    async () => {
      const wanted = await compiled(AFTER);
      expect((await run(wanted.directory)).status).toBe(0);
      const after = tree(wanted.directory);
      await atEachCall('error', async (directory, { status, stderr }, before) => {
        await expectAgreement(join(directory, 'userdata'));
        // What cannot be removed when all is done is no reason to fail: the next run does it.
        if (status === 0) {
          expect((await run(directory)).status).toBe(0);
          expect(tree(directory)).toEqual(after);
          return;
        }
        expect({ status, stderr }).toEqual({
          status: 2,
          stderr: expect.stringMatching(/^meshinit: .*nothing (else )?was changed/),
        });
        expect(tree(directory)).toEqual(before);
      });
    },
    300_000,
  );
});
