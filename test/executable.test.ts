import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { execute, said } from './support/execute.ts';
import { takeFirstSteps } from './support/first-steps.ts';
import { thoroughDescribe } from './support/thorough.ts';

thoroughDescribe('the executable file', () => {
  const directory = mkdtempSync(join(tmpdir(), 'meshinit-executable-'));
  const program = join(directory, 'meshinit');
  const surroundings = { cwd: directory, env: { PATH: '/nowhere', HOME: directory } };
  const call = async (...args: readonly string[]): Promise<string> => said(await execute(program, args, surroundings));

  beforeAll(async () => {
    expect(said(await execute('node', ['scripts/build-executable.mjs', program]))).not.toContain('Error');
  }, 120_000);
  afterAll(() => rmSync(directory, { recursive: true }));

  test('does the work without Node.js, the library or any other file', async () => {
    await takeFirstSteps(call, directory);
    expect(await call('pki')).toContain('made  pki/hosts/a');
    // The executable is Node.js too.
    expect(await call('--licences')).toContain(`Node.js ${process.version}`);
  });

  test('holds the playground', async () => {
    writeFileSync(join(directory, 'played.yaml'), 'meshinit: 1\nhosts:\n  a: { address: 10.0.0.1 }\n');
    const child = spawn(program, ['play', 'played.yaml', '--no-open'], surroundings);
    const [url] = await once(child.stdout, 'data');
    const page = await fetch(String(url).trim());
    expect(await page.text()).toContain('<html data-play ');
    child.kill('SIGTERM');
    await once(child, 'close');
  });
});
