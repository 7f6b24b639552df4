import { expect, test } from 'vitest';
import { example } from '../../../src/check/example.ts';
import { said } from '../diagnose.ts';

test('both hosts are shown', () => {
  expect(said(example(['host1: { address: 10.0.0.11 }', 'host2: { address: 10.0.0.11 }']))).toMatchInlineSnapshot(`
    "5:21 error MI0401: hosts.host2 and hosts.host1 have the same address 10.0.0.11
      hint: Each host needs an address of its own.
      4:21: hosts.host1 has it first"
  `);
});

test('spellings of one IPv6 address are one address', () => {
  expect(
    said(example(['host1: { address: "fd00::11" }', 'host2: { address: "FD00:0:0::0011" }'])),
  ).toMatchInlineSnapshot(`
    "5:21 error MI0401: hosts.host2 and hosts.host1 have the same address fd00::11
      hint: Each host needs an address of its own.
      4:21: hosts.host1 has it first"
  `);
});

test('a host whose address cannot be read is no duplicate', () => {
  expect(said(example(['host1: { address: nowhere }', 'host2: { address: nowhere }']))).toMatchInlineSnapshot(`
    "4:21 error MI0301: hosts.host1.address 'nowhere' is a name; an IPv4 or IPv6 address is wanted
      hint: Example: 10.0.0.11 or fd00::11.
    5:21 error MI0301: hosts.host2.address 'nowhere' is a name; an IPv4 or IPv6 address is wanted
      hint: Example: 10.0.0.11 or fd00::11."
  `);
});
