import { expect, test } from 'vitest';
import { example, twoHosts } from '../../../src/check/example.ts';
import { codesOf, said } from '../diagnose.ts';

test('host bits are shown with the block that holds the address', () => {
  expect(said(twoHosts('network: { subnet: 172.17.42.1/16, bridges: 172.17.42.1/24 }\n'))).toMatchInlineSnapshot(`
    "6:20 error MI0302: network.subnet '172.17.42.1/16' has host bits set; the block is 172.17.0.0/16
      hint: Did you mean 172.17.0.0/16?
    6:45 error MI0302: network.bridges '172.17.42.1/24' has host bits set; the block is 172.17.42.0/24
      hint: Did you mean 172.17.42.0/24?"
  `);
});

test('a netmask, a missing prefix and missing zeros are understood in the hint', () => {
  expect(
    said(
      example(
        ['host1: { address: 10.0.0.11, slice: 172.17.64.0 }'],
        'network: { subnet: 172.17.0.0/255.255.0.0, bridges: 172.17/24 }\n',
      ),
    ),
  ).toMatchInlineSnapshot(`
    "4:39 error MI0302: hosts.host1.slice '172.17.64.0' is not a CIDR block such as 172.17.0.0/16
      hint: Did you mean 172.17.64.0/24?
    5:20 error MI0302: network.subnet '172.17.0.0/255.255.0.0': the prefix length '255.255.0.0' is not a number from 0 to 32
      hint: Did you mean 172.17.0.0/16?
    5:53 error MI0302: network.bridges '172.17/24': 172.17 is not an IPv4 address: four numbers from 0 to 255, separated by dots
      hint: Did you mean 172.17.0.0/24?"
  `);
});

test('a pinned slice that is a length alone is told of network.slice', () => {
  expect(said(example(['host1: { address: 10.0.0.11, slice: /18 }']))).toMatchInlineSnapshot(`
    "4:39 error MI0302: hosts.host1.slice '/18' is only a prefix length; expected a block such as 172.17.64.0/18
      hint: The size of every host’s slice is network.slice."
  `);
});

test('IPv6 is refused', () => {
  expect(said(twoHosts('network: { subnet: "fd00::/64" }\n'))).toMatchInlineSnapshot(`
    "6:20 error MI0302: network.subnet 'fd00::/64' is IPv6; expected an IPv4 block
      hint: Containers get IPv6 by network.subnet6."
  `);
});

test('a prefix length of many digits is no number', () => {
  expect(said(twoHosts('network: { subnet: 172.17.0.0/016 }\n'))).toMatchInlineSnapshot(`
    "6:20 error MI0302: network.subnet '172.17.0.0/016': the prefix length '016' is not a number from 0 to 32
      hint: Example: 172.17.0.0/16."
  `);
});

test('blocks without host bits are fine', () => {
  expect(
    codesOf(
      example(
        ['host1: { address: 10.0.0.11, slice: 172.17.64.0/18 }'],
        'network: { subnet: 172.17.0.0/16, bridges: 172.17.42.0/24 }\n',
      ),
    ),
  ).not.toContain('MI0302');
});

test("a value of the wrong type is the schema's to tell, once", () => {
  expect(said(twoHosts('network: { subnet: 172 }\n'))).toMatchInlineSnapshot(
    `
    "6:20 error MI0203: network.subnet is the number 172; expected a text
      hint: For example: 172.17.0.0/16"
  `,
  );
});
