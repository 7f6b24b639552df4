import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { execute, said } from './support/execute.ts';
import { takeFirstSteps } from './support/first-steps.ts';
import { pack } from './support/pack.ts';
import { temporaryDirectory } from './support/temporary.ts';
import { thoroughDescribe } from './support/thorough.ts';

const TOOLS = 'test/action/tools/node_modules';
/** By release line. The running one is the oldest that meshinit supports. */
const NODES = { 20: process.execPath, 22: resolve(TOOLS, 'node-22/bin/node'), 24: resolve(TOOLS, 'node/bin/node') };

thoroughDescribe('the package, from its file alone', () => {
  const packed = mkdtempSync(join(tmpdir(), 'meshinit-installs-'));
  let tarball: string;
  beforeAll(async () => {
    tarball = await pack(packed);
  }, 120_000);
  afterAll(() => rmSync(packed, { recursive: true }));

  describe.each(Object.entries(NODES))('on Node.js %s', (line, node) => {
    /** In a directory with nothing, a home with nothing and no registry. */
    const surroundings = (cwd: string): { cwd: string; env: Record<string, string> } => ({
      cwd,
      env: {
        PATH: `${dirname(node)}:${process.env['PATH']}`,
        HOME: cwd,
        npm_config_offline: 'true',
        npm_config_update_notifier: 'false',
      },
    });

    test('is there to be tested with', async () => {
      expect(existsSync(node), 'npm ci --prefix test/action/tools').toBe(true);
      expect((await execute(node, ['--version'])).stdout).toMatch(new RegExp(`^v${line}\\.`));
    });

    test('starts by npx, and does the first steps', async () => {
      const directory = join(temporaryDirectory(), 'work');
      mkdirSync(directory);
      const npx = ['--yes', '--package', tarball, '--', 'meshinit'];
      await takeFirstSteps(
        async (...words) => said(await execute('npx', [...npx, ...words], surroundings(directory))),
        directory,
      );
    });

    test('is installed as one package, and works by import and by require', async () => {
      const directory = temporaryDirectory();
      writeFileSync(join(directory, 'package.json'), '{ "private": true }');
      const installed = await execute('npm', ['install', '--no-audit', '--no-fund', tarball], surroundings(directory));
      expect(said(installed)).toContain('added 1 package');
      expect(readdirSync(join(directory, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual([
        'meshinit',
      ]);
      const use =
        'console.log(compile("meshinit: 1\\nhosts: { a: { address: 10.0.0.1 }, b: { address: 10.0.0.2 } }\\ndefaults: { os: debian-12 }").documents.length)';
      const load = {
        commonjs: `const { compile } = require("meshinit"); ${use}`,
        module: `import { compile } from "meshinit"; ${use}`,
      };
      for (const [type, code] of Object.entries(load)) {
        const called = await execute(node, [`--input-type=${type}`, '-e', code], surroundings(directory));
        expect(said(called)).toBe('2\n');
      }
    });
  });
});
