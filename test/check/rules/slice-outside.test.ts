import { expect, test } from 'vitest';
import { example } from '../../../src/check/example.ts';
import { said } from '../diagnose.ts';

test('outside the default subnet, the default is named', () => {
  expect(said(example(['host1: { address: 10.0.0.11, slice: 10.77.64.0/18 }']))).toMatchInlineSnapshot(`
    "4:39 error MI0404: hosts.host1.slice 10.77.64.0/18 is outside the containers’ network.subnet (by default 172.17.0.0/16)
      hint: Pin a part of network.subnet, or set a network.subnet that contains every slice."
  `);
});

test('outside a given subnet, both are shown', () => {
  expect(
    said(example(['host1: { address: 10.0.0.11, slice: 172.17.64.0/18 }'], 'network: { subnet: 10.77.0.0/16 }\n')),
  ).toMatchInlineSnapshot(`
    "4:39 error MI0404: hosts.host1.slice 172.17.64.0/18 is outside the containers’ network.subnet 10.77.0.0/16
      hint: Pin a part of network.subnet, or set a network.subnet that contains every slice.
      5:20: the containers’ network"
  `);
});

test('a slice larger than the subnet is said to be so', () => {
  expect(said(example(['host1: { address: 10.0.0.11, slice: 172.16.0.0/15 }']))).toMatchInlineSnapshot(`
    "4:39 error MI0404: hosts.host1.slice 172.16.0.0/15 is larger than the containers’ network.subnet (by default 172.17.0.0/16)
      hint: Pin a part of network.subnet, or set a network.subnet that contains every slice."
  `);
});
