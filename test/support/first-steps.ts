import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { execute, said } from './execute.ts';

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const HOSTS = ['--host', 'a=10.0.0.1', '--host', 'b=10.0.0.2'];

/** Runs the command line in some form, in one directory. */
export type Call = (...words: readonly string[]) => Promise<string>;

/**
 * What everybody does first, with a form of meshinit and nothing else.
 * @param directory empty, and where `call` works
 */
export async function takeFirstSteps(call: Call, directory: string): Promise<void> {
  mkdirSync(directory, { recursive: true });
  expect(await call('--version')).toBe(`${version}\n`);
  expect(await call('init', '--os', 'debian-12', ...HOSTS)).toContain('meshinit.yaml: review it');
  expect(await call('compile')).toContain('userdata/b.yaml');
  expect(await call('plan')).toContain('10.0.0.2');
  expect(await call('graph')).toContain('<svg');
  const licences = await call('--licences');
  for (const name of ['meshinit', 'zod', 'yaml'])
    expect(licences).toMatch(new RegExp(`^${name}( [\\d.]+ \\(\\w+\\))?$`, 'm'));
  await expectDocumentsOfBuild(directory);
}

/** The same bytes as those of the build in dist/, by the same manifest. */
async function expectDocumentsOfBuild(directory: string): Promise<void> {
  const program = join(process.cwd(), 'dist/meshinit.cjs');
  expect(said(await execute('node', [program, 'compile', '-o', 'other'], { cwd: directory }))).toContain(
    'other/a.yaml',
  );
  const documents = readdirSync(join(directory, 'userdata'));
  expect(documents).toContain('b.yaml');
  for (const name of documents) {
    const [own, other] = ['userdata', 'other'].map((folder) => readFileSync(join(directory, folder, name)));
    expect(own).toEqual(other);
  }
  rmSync(join(directory, 'other'), { recursive: true });
}
