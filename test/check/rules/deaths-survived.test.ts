import { expect, test } from 'vitest';
import { example } from '../../../src/check/example.ts';
import { codesOf, said } from '../diagnose.ts';

const cluster = (count: number, survive: number | string): string =>
  example(
    Array.from({ length: count }, (_, index) => `host${index + 1}: { address: 10.0.0.${index + 11} }`),
    `network: { topology: { survive: ${survive} } }\n`,
  );

test('the most deaths are three, and leave two hosts', () => {
  const most = { 1: 0, 2: 0, 3: 1, 4: 2, 5: 3, 6: 3, 12: 3 };
  for (const [count, largest] of Object.entries(most)) {
    for (let survive = 1; survive <= 6; survive += 1) {
      const codes = codesOf(cluster(Number(count), survive));
      expect([count, survive, codes.includes('MI0417')]).toEqual([count, survive, survive > largest]);
    }
  }
});

test('an error names the largest figure that makes sense for so many hosts', () => {
  expect(said(cluster(3, 5))).toMatchInlineSnapshot(`
    "7:33 error MI0417: network.topology.survive is 5; the maximum is 1 for 3 hosts, of which two must remain
      hint: Use { survive: 1 }, or topology: full."
  `);
  expect(said(cluster(12, 9007199254740991))).toMatchInlineSnapshot(`
    "16:33 error MI0417: network.topology.survive is 9007199254740991; the maximum is 3
      hint: Use { survive: 3 }, or topology: full."
  `);
  expect(said(cluster(2, 1))).toMatchInlineSnapshot(`
    "6:33 error MI0417: network.topology.survive is 1, but 2 hosts cannot lose one and still leave two that reach each other
      hint: Use topology: full."
  `);
});

test('a host with a fault of its own is not missed', () => {
  expect(codesOf(cluster(4, 2).replace('10.0.0.14', '10.0.0.300'))).not.toContain('MI0417');
});
