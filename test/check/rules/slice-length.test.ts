import { expect, test } from 'vitest';
import { example, twoHosts } from '../../../src/check/example.ts';
import { codesOf, said } from '../diagnose.ts';

test('a slice as large as the default subnet is told what is legal', () => {
  expect(said(twoHosts('network: { slice: /16 }\n'))).toMatchInlineSnapshot(
    `"6:19 error MI0305: network.slice /16 is not part of network.subnet (by default 172.17.0.0/16); legal: /17 to /30"`,
  );
});

test('a slice larger than a given subnet is pointed at with it', () => {
  expect(said(twoHosts('network: { subnet: 10.77.0.0/20, slice: /18 }\n'))).toMatchInlineSnapshot(`
    "6:41 error MI0305: network.slice /18 is not part of network.subnet 10.77.0.0/20; legal: /21 to /30
      6:20: the containers’ network"
  `);
});

test('a /28 has no room for the default slice, which is told at the subnet', () => {
  expect(said(twoHosts('network: { subnet: 10.77.0.0/28 }\n'))).toMatchInlineSnapshot(`
    "6:20 error MI0305: network.subnet 10.77.0.0/28 has no room for slices of /28, the default at this size
      hint: Use a larger subnet, or set network.slice: /29 to /30."
  `);
});

test('a /28 has room for a given /30', () => {
  expect(codesOf(twoHosts('network: { subnet: 10.77.0.0/28, slice: /30 }\n'))).not.toContain('MI0305');
});

test('a slice of two addresses is too small, planned or pinned', () => {
  expect(
    said(example(['host1: { address: 10.0.0.11, slice: 172.17.64.0/31 }'], 'network: { slice: /31 }\n')),
  ).toMatchInlineSnapshot(`
    "4:39 error MI0305: hosts.host1.slice 172.17.64.0/31 has too few addresses; the longest prefix is /30
    5:19 error MI0305: network.slice /31 has too few addresses; the longest prefix is /30
      hint: Use /30 or a shorter prefix."
  `);
});

test('a pin of the whole subnet leaves no mesh addresses', () => {
  expect(said(example(['host1: { address: 10.0.0.11, slice: 172.17.0.0/16 }']))).toMatchInlineSnapshot(`
    "4:39 error MI0305: hosts.host1.slice 172.17.0.0/16 is the whole of the containers’ network: nothing is left for the hosts’ mesh addresses
      hint: Pin a part of it, or use a larger network.subnet."
  `);
});

test('a slice of the wrong type is told once', () => {
  expect(said(twoHosts('network: { subnet: 10.77.0.0/28, slice: 30 }\n'))).toMatchInlineSnapshot(
    `
    "6:41 error MI0203: network.slice is the number 30; expected a text
      hint: Did you mean '/30'?"
  `,
  );
});
