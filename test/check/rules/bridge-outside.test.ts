import { expect, test } from 'vitest';
import { example } from '../../../src/check/example.ts';
import { said } from '../diagnose.ts';

test('outside, network address and broadcast address are told apart', () => {
  expect(
    said(
      example([
        'host1: { address: 10.0.0.11, bridge: 172.18.42.1 }',
        'host2: { address: 10.0.0.12, bridge: 172.17.0.0 }',
        'host3: { address: 10.0.0.13, bridge: 172.17.255.255 }',
      ]),
    ),
  ).toMatchInlineSnapshot(`
    "4:40 error MI0407: hosts.host1.bridge 172.18.42.1 is outside the containers’ network.subnet (by default 172.17.0.0/16)
      hint: Pin an address inside network.subnet, or let meshinit choose one.
    5:40 error MI0407: hosts.host2.bridge 172.17.0.0 is the network address of the containers’ network.subnet (by default 172.17.0.0/16)
      hint: Pin an address inside network.subnet, or let meshinit choose one.
    6:40 error MI0407: hosts.host3.bridge 172.17.255.255 is the broadcast address of the containers’ network.subnet (by default 172.17.0.0/16)
      hint: Pin an address inside network.subnet, or let meshinit choose one."
  `);
});

test('loopback is told once, by its own rule', () => {
  expect(said(example(['host1: { address: 10.0.0.11, bridge: 127.0.0.1 }']))).toMatchInlineSnapshot(`
    "4:40 error MI0303: hosts.host1.bridge '127.0.0.1' is loopback (127.0.0.0/8): no host can have it
      hint: Example: 172.17.42.1."
  `);
});
