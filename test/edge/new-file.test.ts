import { execFileSync } from 'node:child_process';
import { linkSync, lstatSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeNewFile } from '../../src/edge/new-file.ts';
import { temporaryDirectory, writeTree } from '../support/temporary.ts';

function place(): (name: string) => string {
  const directory = temporaryDirectory();
  writeTree(directory, [{ path: 'hosts.csv', content: 'name,address\n' }]);
  return (name) => join(directory, name);
}

test('never writes over a file that the run has read, by whatever name', () => {
  const at = place();
  linkSync(at('hosts.csv'), at('hard'));
  symlinkSync('hosts.csv', at('soft'));
  for (const name of ['hosts.csv', 'hard', 'soft']) {
    expect(() => writeNewFile(at(name), 'new', true, [at('hosts.csv')])).toThrow(
      /it is (?:an input|the same file as the input \S+).*nothing was changed/,
    );
  }
  expect(readFileSync(at('hosts.csv'), 'utf8')).toBe('name,address\n');
});

test('a pipe in the way is said, and not waited for', () => {
  const at = place();
  execFileSync('mkfifo', [at('pipe')]);
  expect(() => writeNewFile(at('pipe'), 'new', true, [])).toThrow('it is not a regular file');
  expect(() => writeNewFile(at('pipe'), 'new', false, [])).toThrow('already exists');
});

test('with force writes through a link, and leaves nothing else behind', () => {
  const at = place();
  symlinkSync('hosts.csv', at('soft'));
  writeNewFile(at('soft'), 'new', true, []);
  expect(lstatSync(at('soft')).isSymbolicLink()).toBe(true);
  expect(readFileSync(at('hosts.csv'), 'utf8')).toBe('new');
  expect(readdirSync(at('.'))).toEqual(['hosts.csv', 'soft']);
});
