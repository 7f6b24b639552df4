import { expect, test } from 'vitest';
import { example } from '../../../src/check/example.ts';
import { codesOf, said } from '../diagnose.ts';

test("a host's own MTU is pointed at", () => {
  expect(said(example(['host1: { address: "fd00::11", mtu: 1000 }']))).toMatchInlineSnapshot(`
    "4:38 error MI0310: hosts.host1.mtu 1000 is too small for the IPv6 address of hosts.host1; the minimum is 1280
      4:21: an IPv6 address"
  `);
});

test('a default is pointed at once for all hosts', () => {
  expect(
    said(
      "meshinit: 1\ndefaults: { os: debian-12, mtu: 1279 }\nhosts:\n  a: { address: 'fd00::1' }\n  b: { address: 'fd00::2' }\n",
    ),
  ).toMatchInlineSnapshot(`
    "2:33 error MI0310: defaults.mtu 1279 is too small for the IPv6 address of hosts.a, hosts.b; the minimum is 1280
      4:17: an IPv6 address
      5:17: an IPv6 address"
  `);
});

test('IPv4 takes less, IPv6 1280', () => {
  expect(codesOf(example(['host1: { address: 10.0.0.11, mtu: 600 }']))).not.toContain('MI0310');
});
