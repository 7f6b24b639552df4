import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { compile } from '../../src/compile.ts';
import { runners } from '../cli/runners.ts';
import { temporaryDirectory } from '../support/temporary.ts';

const text = 'meshinit: 1\ndefaults: { os: debian-12 }\nhosts:\n  host1: { address: 10.0.0.11 }\n';

const codes = (manifest: string, options: Parameters<typeof compile>[1]): string[] =>
  compile(manifest, options).diagnostics.map(({ code }) => code);

/** A command on a manifest in a directory of its own. @returns status and codes */
async function call(words: readonly string[], { env = {}, lock = '', stdin = '' } = {}): Promise<string> {
  const directory = temporaryDirectory();
  writeFileSync(join(directory, 'meshinit.yaml'), text);
  if (lock !== '') writeFileSync(join(directory, 'meshinit.lock'), lock);
  const [command = '', ...options] = words;
  const args = [command, ...(stdin === '' ? [] : ['-']), ...options];
  const [runner] = runners;
  if (!runner) throw new Error('there is no way to run the command line');
  const { status, stderr } = await runner.run(args, { cwd: directory, env, stdin });
  if (status !== 0) expect(readdirSync(directory)).not.toContain('userdata');
  return [status, ...stderr.matchAll(/MI\d{4}/g)].join(' ');
}

const lock = compile(text).lock ?? '';

test('in CI a missing lock file is a warning, of compile and of check', async () => {
  expect(lock).not.toBe('');
  for (const words of [['check'], ['compile']]) {
    expect(await call(words, { env: { CI: 'true' } })).toMatch(/^0 MI0552/);
    expect(await call(words, { env: { CI: 'true' }, lock })).toBe('0');
    expect(await call([...words, '--strict'], { env: { CI: '1' } })).toMatch(/^1 MI0552/);
  }
});

test('elsewhere it is none: CI is not set, or empty; and standard input keeps no lock file', async () => {
  expect(await call(['check'])).toBe('0');
  expect(await call(['check'], { env: { CI: '' } })).toBe('0');
  expect(await call(['check'], { env: { CI: 'true' }, stdin: text })).toBe('0');
});

test('with --frozen it is the error that it is everywhere', async () => {
  expect(await call(['compile', '--frozen'], { env: { CI: 'true' } })).toMatch(/^1 MI0512/);
  expect(codes(text, { ci: true, frozen: true })).toEqual(['MI0512']);
});

test('the library is told of it, and does not look', () => {
  expect(codes(text, { ci: true })).toEqual(['MI0552']);
  expect(codes(text, { ci: true, lock })).toEqual([]);
  expect(codes(text, {})).toEqual([]);
});

test('allow silences it, and such an entry is not unused where there is no CI', () => {
  const allowed = `${text}allow: { MI0552: made anew each time }\n`;
  expect(codes(allowed, { ci: true })).toEqual([]);
  expect(codes(allowed, {})).toEqual([]);
  expect(codes(`${text}allow: { MI0656: why }\n`, {})).toEqual(['MI0671']);
});

test('nor is one for a packing that this call does not ask for', () => {
  const allowed = `${text}allow: { MI0851: unpacked by hand }\n`;
  expect(codes(allowed, {})).toEqual([]);
});
