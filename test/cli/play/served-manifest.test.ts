import { chmodSync, lstatSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { saveManifest, servedManifest } from '../../../src/cli/play/served-manifest.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

function manifest(text = 'meshinit: 1\n'): string {
  const path = join(temporaryDirectory(), 'cluster.yaml');
  writeFileSync(path, text, { mode: 0o640 });
  return path;
}

test('a save takes the place of the file that was loaded, with its permissions, and leaves nothing beside it', () => {
  const path = manifest();
  chmodSync(path, 0o640);
  const { mark, text, lock } = servedManifest(path);
  expect([text, lock]).toEqual(['meshinit: 1\n', undefined]);
  const result = saveManifest(path, 'meshinit: 1\nname: x\n', mark);
  expect(result).toEqual({ state: 'saved', mark: servedManifest(path).mark });
  expect(readFileSync(path, 'utf8')).toBe('meshinit: 1\nname: x\n');
  expect(statSync(path).mode & 0o777).toBe(0o640);
  expect(readdirSync(join(path, '..'))).toEqual(['cluster.yaml']);
});

test('what somebody else has written meanwhile stays, and is told', () => {
  const path = manifest();
  const { mark } = servedManifest(path);
  writeFileSync(path, 'theirs: 1\n');
  expect(saveManifest(path, 'mine: 1\n', mark)).toMatchObject({ state: 'changed', file: { text: 'theirs: 1\n' } });
  expect(readFileSync(path, 'utf8')).toBe('theirs: 1\n');
});

test('Windows line ends and a byte order mark stay', () => {
  const path = manifest('\uFEFFmeshinit: 1\r\nname: a\r\n');
  const { mark } = servedManifest(path);
  saveManifest(path, 'meshinit: 1\nname: b\n', mark);
  expect(readFileSync(path, 'utf8')).toBe('\uFEFFmeshinit: 1\r\nname: b\r\n');
});

test('a link stays one', () => {
  const path = manifest();
  const link = join(temporaryDirectory(), 'link.yaml');
  symlinkSync(path, link);
  saveManifest(link, 'name: b\n', servedManifest(link).mark);
  expect(lstatSync(link).isSymbolicLink()).toBe(true);
  expect(readFileSync(path, 'utf8')).toBe('name: b\n');
});

test('a file that is read-only or gone is left so', () => {
  const path = manifest();
  const { mark } = servedManifest(path);
  chmodSync(path, 0o444);
  expect(() => saveManifest(path, 'x: 1\n', mark)).toThrow(`cannot write ${path}: it is read-only`);
  expect(readFileSync(path, 'utf8')).toBe('meshinit: 1\n');
  rmSync(path);
  expect(() => saveManifest(path, 'x: 1\n', mark)).toThrow('no such file');
  expect(readdirSync(join(path, '..'))).toEqual([]);
});
