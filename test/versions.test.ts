import { expect, test } from 'vitest';
import { isAtLeast, versionNumbers } from '../src/versions.ts';

test.each([
  ['2.7', [2, 7], true],
  ['2.7.0', [2, 7], true],
  ['2.10', [2, 7], true],
  ['2.6.9', [2, 7], false],
  ['3', [2, 7], true],
  ['20.4.1', [21, 4], false],
  ['21.4', [21, 4, 1], false],
  ['0.7.5', [0, 7, 7], false],
  ['0.7.7', [0, 7, 7], true],
  ['22.2.2', [22, 2, 1], true],
] as const)('version %s against %j: it is at least that, %s', (version, wanted, is) => {
  expect(isAtLeast(versionNumbers(version), wanted)).toBe(is);
});
