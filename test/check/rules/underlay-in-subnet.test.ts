import { expect, test } from 'vitest';
import { example, twoHosts } from '../../../src/check/example.ts';
import { codesOf, said } from '../diagnose.ts';

test('where the subnet is the default, the address is pointed at', () => {
  expect(said(example(['host1: { address: 172.17.0.11 }']))).toMatchInlineSnapshot(`
    "4:21 error MI0403: the containers’ network.subnet (by default 172.17.0.0/16) contains the underlay address of hosts.host1 (172.17.0.11): packets between the hosts would go into the mesh
      hint: Use another network.subnet, such as 10.77.0.0/16."
  `);
});

test('where it is given, the subnet is, with the hosts', () => {
  expect(said(twoHosts('network: { subnet: 10.0.0.0/16 }\n'))).toMatchInlineSnapshot(`
    "6:20 error MI0403: the containers’ network.subnet 10.0.0.0/16 contains the underlay address of hosts.host1 (10.0.0.11), hosts.host2 (10.0.0.12): packets between the hosts would go into the mesh
      hint: Use another network.subnet, such as 10.77.0.0/16.
      4:21: hosts.host1.address 10.0.0.11
      5:21: hosts.host2.address 10.0.0.12"
  `);
});

test('the suggestion is free of hosts', () => {
  expect(
    said(example(['host1: { address: 10.77.0.11 }'], 'network: { subnet: 10.77.0.0/16 }\n')),
  ).toMatchInlineSnapshot(`
    "5:20 error MI0403: the containers’ network.subnet 10.77.0.0/16 contains the underlay address of hosts.host1 (10.77.0.11): packets between the hosts would go into the mesh
      hint: Use another network.subnet, such as 172.30.0.0/16.
      4:21: hosts.host1.address 10.77.0.11"
  `);
});

test('a thousand hosts make one message with five places', () => {
  expect(
    said(
      example(
        Array.from({ length: 1000 }, (_, index) => `h${index}: { address: 10.0.${index >> 8}.${index & 255} }`),
        'network: { subnet: 10.0.0.0/16 }\nallow: { MI0654: test }\n',
      ),
    ),
  ).toMatchInlineSnapshot(`
    "1004:20 error MI0403: the containers’ network.subnet 10.0.0.0/16 contains the underlay address of hosts.h0 (10.0.0.0), hosts.h1 (10.0.0.1), hosts.h2 (10.0.0.2) and 997 more: packets between the hosts would go into the mesh
      hint: Use another network.subnet, such as 10.77.0.0/16.
      4:18: hosts.h0.address 10.0.0.0
      5:18: hosts.h1.address 10.0.0.1
      6:18: hosts.h2.address 10.0.0.2
      7:18: hosts.h3.address 10.0.0.3
      8:18: hosts.h4.address 10.0.0.4"
  `);
});

test('a subnet that cannot be read holds nobody', () => {
  expect(said(twoHosts('network: { subnet: 10 }\n'))).toMatchInlineSnapshot(
    `
    "6:20 error MI0203: network.subnet is the number 10; expected a text
      hint: For example: 172.17.0.0/16"
  `,
  );
});

test('IPv6 hosts are in no IPv4 subnet', () => {
  expect(codesOf(example(['host1: { address: "fd00::11" }']))).not.toContain('MI0403');
});
