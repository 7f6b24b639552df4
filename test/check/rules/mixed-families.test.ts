import { expect, test } from 'vitest';
import { example } from '../../../src/check/example.ts';
import { codesOf, said } from '../diagnose.ts';

test('the odd one is pointed at', () => {
  expect(
    said(
      example(['host1: { address: "fd00::11" }', 'host2: { address: 10.0.0.12 }', 'host3: { address: "fd00::13" }']),
    ),
  ).toMatchInlineSnapshot(`
    "5:21 error MI0402: hosts.host2 has IPv4, but hosts.host1, hosts.host3 have IPv6: both ends of a tunnel need the same family
      hint: Give every host an IPv6 address, or every host an IPv4 address.
      4:21: IPv6"
  `);
});

test('of equal halves the later one is pointed at', () => {
  expect(said(example(['host1: { address: "fd00::11" }', 'host2: { address: 10.0.0.12 }']))).toMatchInlineSnapshot(`
    "5:21 error MI0402: hosts.host2 has IPv4, but hosts.host1 has IPv6: both ends of a tunnel need the same family
      hint: Give every host an IPv6 address, or every host an IPv4 address.
      4:21: IPv6"
  `);
});

test('one family is fine', () => {
  expect(codesOf(example(['host1: { address: "fd00::11" }', 'host2: { address: "fd00::12" }']))).not.toContain(
    'MI0402',
  );
});
