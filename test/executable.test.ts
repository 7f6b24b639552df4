import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { execute, said } from './support/execute.ts';
import { isThorough } from './support/is-thorough.ts';

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const HOSTS = ['--host', 'a=10.0.0.1', '--host', 'b=10.0.0.2'];

describe.runIf(isThorough)('the executable file', () => {
  const directory = mkdtempSync(join(tmpdir(), 'meshinit-executable-'));
  const program = join(directory, 'meshinit');
  const surroundings = { cwd: directory, env: { PATH: '/nowhere', HOME: directory } };
  const call = async (...args: readonly string[]): Promise<string> => said(await execute(program, args, surroundings));

  beforeAll(async () => {
    expect(said(await execute('node', ['scripts/build-executable.mjs', program]))).not.toContain('Error');
  }, 120_000);
  afterAll(() => rmSync(directory, { recursive: true }));

  test('does the work without Node.js, the library or any other file', async () => {
    expect(await call('--version')).toBe(`${version}\n`);
    expect(await call('init', '--os', 'debian-12', ...HOSTS)).toContain('meshinit.yaml: review it');
    expect(await call('compile')).toContain('userdata/b.yaml');
    expect(await call('plan')).toContain('10.0.0.2');
    expect(await call('graph')).toContain('<svg');
    expect(await call('pki')).toContain('made  pki/hosts/a');
    const library = said(
      await execute('node', [join(process.cwd(), 'dist/meshinit.cjs'), 'compile', '-o', 'other'], { cwd: directory }),
    );
    expect(library).toContain('other/a.yaml');
    expect(readFileSync(join(directory, 'userdata/a.yaml'))).toEqual(readFileSync(join(directory, 'other/a.yaml')));
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
