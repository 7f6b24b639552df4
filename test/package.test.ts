import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { build } from 'esbuild';
import { afterAll, describe, expect, test } from 'vitest';
import { execute, said } from './support/execute.ts';
import { temporaryDirectory } from './support/temporary.ts';

const facts = JSON.parse(readFileSync('package.json', 'utf8'));
const dependencies = Object.keys(facts.dependencies).toSorted();
const MANIFEST =
  'meshinit: 1\ndefaults: { os: debian-12 }\nhosts:\n  a: { address: 10.0.0.1 }\n  b: { address: 10.0.0.2 }\n';

/** Packed once: that takes longer than all looks at it. */
const packed = mkdtempSync(join(tmpdir(), 'meshinit-package-'));
afterAll(() => rmSync(packed, { recursive: true }));
let unpacking: Promise<string> | undefined;

/** The package as npm would publish it, unpacked: to read, not to change. */
function unpacked(): Promise<string> {
  unpacking ??= unpack(packed);
  return unpacking;
}

async function unpack(directory: string): Promise<string> {
  const args = ['pack', '--ignore-scripts', '--silent', '--pack-destination', directory];
  const { stdout } = await execute('npm', args);
  const tarball = join(directory, stdout.trim().split('\n').at(-1) ?? '');
  const { status } = await execute('tar', ['-xzf', tarball, '-C', directory]);
  expect(status).toBe(0);
  return join(directory, 'package');
}

/** The packages that files of code take from outside: what their bundler left. */
async function externalsOf(files: readonly string[]): Promise<string[]> {
  const { metafile } = await build({
    entryPoints: [...files],
    bundle: true,
    write: false,
    metafile: true,
    outdir: 'unused',
    platform: 'node',
    packages: 'external',
    external: ['./*.cjs'],
    logLevel: 'silent',
  });
  const paths = Object.values(metafile.inputs).flatMap(({ imports }) => imports.map(({ path }) => path));
  return [...new Set(paths.filter((path) => !path.startsWith('.') && !isBuiltin(path)).map(packageOf))].toSorted();
}

const packageOf = (path: string): string =>
  path
    .split('/')
    .slice(0, path.startsWith('@') ? 2 : 1)
    .join('/');

/** A project that has the package and what it depends on, and nothing else. */
async function project(): Promise<string> {
  const directory = temporaryDirectory();
  const modules = join(directory, 'node_modules');
  mkdirSync(join(modules, '.bin'), { recursive: true });
  cpSync(await unpacked(), join(modules, 'meshinit'), { recursive: true });
  for (const name of dependencies) install(name, modules);
  // As npm does.
  chmodSync(join(modules, 'meshinit', facts.bin.meshinit), 0o755);
  symlinkSync(join('..', 'meshinit', facts.bin.meshinit), join(modules, '.bin', 'meshinit'));
  writeFileSync(join(directory, 'package.json'), '{ "name": "project", "private": true }');
  writeFileSync(join(directory, 'meshinit.yaml'), MANIFEST);
  return directory;
}

/** A dependency with its own ones. */
function install(name: string, modules: string): void {
  const source = resolve('node_modules', name);
  mkdirSync(dirname(join(modules, name)), { recursive: true });
  cpSync(source, join(modules, name), { recursive: true });
  const { dependencies: own = {} } = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8'));
  for (const inner of Object.keys(own)) install(inner, modules);
}

describe('the package', () => {
  test('depends on what its files leave to the outside, and on nothing else', async () => {
    const directory = await unpacked();
    const code = readdirSync(join(directory, 'dist')).filter((name) => /\.c?js$/.test(name));
    expect(code.toSorted()).toEqual([
      'certificates.cjs',
      'cli.cjs',
      'index.js',
      'keys.cjs',
      'meshinit.cjs',
      'questions.cjs',
    ]);
    expect(await externalsOf(code.map((name) => join(directory, 'dist', name)))).toEqual(dependencies);
  });

  test('has types that name no other package', async () => {
    const directory = join(await unpacked(), 'dist/types');
    const files = readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.d.ts'),
    );
    const named = files.flatMap((name) =>
      [...readFileSync(join(directory, name), 'utf8').matchAll(/from '([^.'][^']*)'/g)].map(([, path = '']) => path),
    );
    expect(files).toContain('index.d.ts');
    expect([...new Set(named.map(packageOf))].filter((name) => !dependencies.includes(name))).toEqual([]);
  });

  test('works as a library by import and by require, and as a command under npx', async () => {
    const directory = await project();
    const call = async (command: string, ...args: readonly string[]): Promise<string> =>
      said(await execute(command, args, { cwd: directory }));
    const count = 'console.log(compile(require("node:fs").readFileSync("meshinit.yaml", "utf8")).documents.length)';
    const viaRequire = `const { compile } = require("meshinit"); ${count}`;
    const viaImport = `import { createRequire } from "node:module"; import { compile } from "meshinit"; const require = createRequire(import.meta.url); ${count}`;
    expect(await call('node', '-e', viaRequire)).toBe('2\n');
    expect(await call('node', '--input-type=module', '-e', viaImport)).toBe('2\n');
    expect(await call('npx', '--no-install', 'meshinit', '--version')).toBe(`${facts.version}\n`);
    expect(await call('npx', '--no-install', 'meshinit', 'pki')).toContain('made  pki/hosts/a');
    expect(await call('npx', '--no-install', 'meshinit', 'compile')).toContain('userdata/a.yaml');
  });

  test('is found by its default condition wherever no other fits', () => {
    expect(Object.keys(facts.exports['.'])).toEqual(['types', 'default']);
  });
});
