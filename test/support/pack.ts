import { join } from 'node:path';
import { expect } from 'vitest';
import { execute } from './execute.ts';

/** The package as npm would publish it, of the build in dist/. @returns the tarball's path */
export async function pack(directory: string): Promise<string> {
  const args = ['pack', '--ignore-scripts', '--silent', '--pack-destination', directory];
  const { status, stdout } = await execute('npm', args);
  expect(status).toBe(0);
  return join(directory, stdout.trim().split('\n').at(-1) ?? '');
}
