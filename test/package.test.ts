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
import { pack } from './support/pack.ts';
import { temporaryDirectory } from './support/temporary.ts';
import { thoroughTest } from './support/thorough.ts';

const facts = JSON.parse(readFileSync('package.json', 'utf8'));
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
  const { status } = await execute('tar', ['-xzf', await pack(directory), '-C', directory]);
  expect(status).toBe(0);
  return join(directory, 'package');
}

/** The packages that files of code take from outside: what their bundler left. */
async function externalsOf(files: readonly string[]): Promise<string[]> {
  const { metafile } = await build({
    // By number: index.js and index.cjs would be written to one file.
    entryPoints: files.map((file, index) => ({ in: file, out: String(index) })),
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

/** A project that has the package and nothing else. */
async function project(): Promise<string> {
  const directory = temporaryDirectory();
  const modules = join(directory, 'node_modules');
  mkdirSync(join(modules, '.bin'), { recursive: true });
  cpSync(await unpacked(), join(modules, 'meshinit'), { recursive: true });
  // As npm does.
  chmodSync(join(modules, 'meshinit', facts.bin.meshinit), 0o755);
  symlinkSync(join('..', 'meshinit', facts.bin.meshinit), join(modules, '.bin', 'meshinit'));
  writeFileSync(join(directory, 'package.json'), '{ "name": "project", "private": true }');
  writeFileSync(join(directory, 'meshinit.yaml'), MANIFEST);
  return directory;
}

/** Uses the library as people do; as a module of Node.js and as one that is required. */
const USER = `import { check, compile, laws, plan, type Compilation, type Diagnostic } from 'meshinit';

const compilation: Compilation = compile('meshinit: 1');
export const messages: string[] = compilation.diagnostics.map((diagnostic: Diagnostic) => diagnostic.message);
export const sizes: number[] = compilation.documents.map(({ bytes }) => bytes);
export const links: number | undefined = plan('meshinit: 1').report?.links.length;
export const codes: readonly string[] = laws.map(({ code }) => code);
// @ts-expect-error A manifest is text or bytes.
check(1);
`;

describe('the package', () => {
  thoroughTest('depends on nothing: its files contain what they use', async () => {
    const directory = await unpacked();
    const code = readdirSync(join(directory, 'dist')).filter((name) => /\.c?js$/.test(name));
    expect(code.toSorted()).toEqual([
      'certificates.cjs',
      'cli.cjs',
      'index.cjs',
      'index.js',
      'keys.cjs',
      'meshinit.cjs',
      'questions.cjs',
    ]);
    expect(await externalsOf(code.map((name) => join(directory, 'dist', name)))).toEqual([]);
    expect(facts).not.toHaveProperty('dependencies');
  });

  thoroughTest('has types that name no other package, and serve strict projects by import and by require', async () => {
    const directory = await project();
    const named = ['index.d.ts', 'index.d.cts'].flatMap((name) => [
      ...readFileSync(join(directory, 'node_modules/meshinit/dist', name), 'utf8').matchAll(
        /\bfrom ['"]|\bimport\(|<reference/g,
      ),
    ]);
    expect(named).toEqual([]);
    writeFileSync(join(directory, 'user.mts'), USER);
    writeFileSync(join(directory, 'user.cts'), USER);
    const strict = [
      '--strict',
      '--exactOptionalPropertyTypes',
      '--noUncheckedIndexedAccess',
      '--skipLibCheck',
      'false',
    ];
    const target = ['--module', 'nodenext', '--target', 'es2023', '--lib', 'es2023', '--types', '', '--noEmit'];
    const compiler = resolve('node_modules/typescript/bin/tsc');
    const { status, stdout } = await execute('node', [compiler, ...strict, ...target, 'user.mts', 'user.cts'], {
      cwd: directory,
    });
    expect(stdout).toBe('');
    expect(status).toBe(0);
  });

  thoroughTest('works as a library by import and by require, and as a command under npx', async () => {
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

  test('comes with the licence of every package that its code names, and the Action with those of its own', async () => {
    const directory = join(await unpacked(), 'dist');
    const namedIn = (file: string): string[] =>
      [...readFileSync(file, 'utf8').matchAll(/^ *\/\/ node_modules\/((?:@[^/]+\/)?[^/]+)/gm)].map(
        ([, name = '']) => name,
      );
    const licences = {
      [join(directory, 'index.js')]: join(directory, 'licences.txt'),
      'dist/action.js': 'dist/action.js',
    };
    for (const [code, file] of Object.entries(licences)) {
      const names = new Set(namedIn(code));
      expect(names).toContain('zod');
      const text = readFileSync(file, 'utf8');
      expect([...names].filter((name) => !new RegExp(`^${name} [\\d.]+ \\(.+\\)$`, 'm').test(text))).toEqual([]);
    }
    expect(readFileSync(join(directory, 'licences.txt'), 'utf8')).toContain(readFileSync('LICENSE', 'utf8').trim());
  });

  test('is found by each resolver, and by its default condition wherever no other fits', () => {
    expect(Object.keys(facts.exports['.'])).toEqual(['require', 'default']);
    expect(facts.main).toBe(facts.exports['.'].require.default);
  });

  thoroughTest('passes publint and attw without a complaint', async () => {
    const tarball = join(dirname(await unpacked()), `meshinit-${facts.version}.tgz`);
    expect(said(await execute('node', ['node_modules/publint/src/cli.js', tarball, '--strict']))).toContain(
      'All good!',
    );
    const attw = ['node_modules/@arethetypeswrong/cli/dist/index.js', tarball, '--no-color', '--no-emoji'];
    expect(said(await execute('node', attw))).toContain('No problems found');
  });
});
