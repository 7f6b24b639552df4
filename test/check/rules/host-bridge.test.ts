import { expect, test } from 'vitest';
import { example } from '../../../src/check/example.ts';
import { codesOf, said } from '../diagnose.ts';

test('a prefix length is taken off in the hint', () => {
  expect(said(example(['host1: { address: 10.0.0.11, bridge: 172.17.42.1/16 }']))).toMatchInlineSnapshot(`
    "4:40 error MI0303: hosts.host1.bridge '172.17.42.1/16' has a prefix length; expected only an address
      hint: Did you mean 172.17.42.1?"
  `);
});

test('a name, IPv6 and multicast are refused, each once', () => {
  expect(
    said(
      example([
        'host1: { address: 10.0.0.11, bridge: br0 }',
        'host2: { address: 10.0.0.12, bridge: "fd00::1" }',
        'host3: { address: 10.0.0.13, bridge: 224.0.0.1 }',
      ]),
    ),
  ).toMatchInlineSnapshot(`
    "4:40 error MI0303: hosts.host1.bridge 'br0' is a name; expected an IPv4 or IPv6 address
      hint: Example: 172.17.42.1.
    5:40 error MI0303: hosts.host2.bridge 'fd00::1' is IPv6; the containers’ network is IPv4
      hint: Example: 172.17.42.1.
    6:40 error MI0303: hosts.host3.bridge '224.0.0.1' is multicast (224.0.0.0/4): no host can have it
      hint: Example: 172.17.42.1."
  `);
});

test('an IPv4 address is fine', () => {
  expect(codesOf(example(['host1: { address: 10.0.0.11, bridge: 172.17.42.1 }']))).not.toContain('MI0303');
});
