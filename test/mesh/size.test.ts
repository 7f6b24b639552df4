import { expect, test } from 'vitest';
import { compile } from '../../src/compile.ts';
import { thoroughTest } from '../support/thorough.ts';

const manifest = (count: number): string => {
  const hosts = Array.from(
    { length: count },
    (_, index) => `  h${index}: { address: 192.168.${index >> 8}.${index & 255} }\n`,
  );
  return `meshinit: 1\ndefaults: { os: debian-12 }\nnetwork: { subnet: 10.0.0.0/8, slice: /23 }\nhosts:\n${hosts.join('')}`;
};

thoroughTest('a full mesh of ten thousand hosts is refused before its fifty million links are made', () => {
  const { diagnostics, documents } = compile(manifest(10_000));
  expect(documents).toEqual([]);
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toMatchObject([
    { code: 'MI0506', line: 4, column: 1, message: expect.stringContaining('49,995,000 links among 10,000 hosts') },
  ]);
});

test('the most links are still planned', () => {
  expect(compile(manifest(3), { mostLinks: 3 }).documents).toHaveLength(3);
});
