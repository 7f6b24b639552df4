import { expect, test } from 'vitest';
import { example } from '../../../src/check/example.ts';
import { said } from '../diagnose.ts';

test('an unknown hub is shown with the hosts and the nearest name', () => {
  expect(
    said(
      example(
        ['host1: { address: 10.0.0.11 }', 'host2: { address: 10.0.0.12 }', 'host3: { address: 10.0.0.13 }'],
        'network: { topology: { star: [hots1] } }\n',
      ),
    ),
  ).toMatchInlineSnapshot(`
    "7:31 error MI0411: network.topology.star names the hub 'hots1', but no host has that name; hosts: host1, host2, host3
      hint: Did you mean 'host1'?"
  `);
});

test('of host names that are equally near none is suggested', () => {
  expect(
    said(
      example(
        ['host1: { address: 10.0.0.11 }', 'host2: { address: 10.0.0.12 }', 'host3: { address: 10.0.0.13 }'],
        'network: { topology: { star: [host9] } }\n',
      ),
    ),
  ).toMatchInlineSnapshot(
    `"7:31 error MI0411: network.topology.star names the hub 'host9', but no host has that name; hosts: host1, host2, host3"`,
  );
});

test('a hub named twice is shown with its first place', () => {
  expect(
    said(
      example(
        ['host1: { address: 10.0.0.11 }', 'host2: { address: 10.0.0.12 }', 'host3: { address: 10.0.0.13 }'],
        'network: { topology: { star: [host1, host2, host1] } }\n',
      ),
    ),
  ).toMatchInlineSnapshot(`
    "7:45 error MI0411: network.topology.star names the hub 'host1' twice
      hint: Remove one of the two.
      7:31: named first here"
  `);
});

test('a hub that was left out for a fault of its own is still a host', () => {
  expect(
    said(
      example(
        ['host1: { address: 10.0.0.11 }', 'host2: { address: 12 }'],
        'network: { topology: { star: [host2] } }\n',
      ),
    ),
  ).toMatchInlineSnapshot(`
    "5:21 error MI0203: hosts.host2.address is the number 12; expected a text
      hint: For example: 10.0.0.11"
  `);
});

test('a host that misses its address is still a host', () => {
  expect(
    said(example(['host1: { address: 10.0.0.11 }', 'host2: {}'], 'network: { topology: { star: [host2] } }\n')),
  ).toMatchInlineSnapshot(`
    "5:3 error MI0202: hosts.host2 has no 'address'
      hint: For example: address: 10.0.0.11"
  `);
});
