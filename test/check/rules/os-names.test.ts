import { expect, test } from 'vitest';
import { twoHosts } from '../../../src/check/example.ts';
import { oses } from '../../../src/os/oses.ts';
import { codesOf } from '../diagnose.ts';

test.each(oses.map(({ id, names }) => ({ id, can: names !== undefined })))('$id: $can', ({ id, can }) => {
  const codes = codesOf(twoHosts('names: true\n', id));
  expect(codes.includes('MI0627')).toBe(!can);
});

test('a system that cannot says so', () => {
  for (const os of oses) {
    const { cannot = [] }: { readonly cannot?: readonly string[] } = os;
    expect([os.id, cannot.some((line) => line.startsWith('`names`'))]).toEqual([os.id, os.names === undefined]);
  }
});
