import { expect, test } from 'vitest';
import { reservedName } from '../../../src/check/rules/reserved-name.ts';
import { diagnose } from '../diagnose.ts';

test('a host that is called localhost is refused at its name', () => {
  const [diagnostic, ...others] = diagnose(reservedName.law.wrong);
  expect(others).toEqual([]);
  expect(diagnostic).toMatchObject({ code: 'MI0311', line: 4, column: 3, path: ['hosts', 'localhost'] });
  expect(diagnostic?.message).toContain('reserved');
});

test('a name that only begins like one is a host’s own', () => {
  expect(diagnose(reservedName.law.right.replace('host1', 'localhost1'))).toEqual([]);
});
