import { expect, test } from 'vitest';
import { twoHosts } from '../../../src/check/example.ts';
import { said } from '../diagnose.ts';

test('outside the subnet it is shown with it', () => {
  expect(said(twoHosts('network: { subnet: 10.77.0.0/16, bridges: 10.42.0.0/24 }\n'))).toMatchInlineSnapshot(`
    "6:43 error MI0410: network.bridges 10.42.0.0/24 is outside the containers’ network.subnet 10.77.0.0/16
      hint: Use a part of network.subnet with as many addresses as there are hosts, or let meshinit choose one.
      6:20: the containers’ network"
  `);
});

test('as large as the subnet it leaves no room', () => {
  expect(said(twoHosts('network: { bridges: 172.17.0.0/16 }\n'))).toMatchInlineSnapshot(`
    "6:21 error MI0410: network.bridges 172.17.0.0/16 leaves no room for slices in the containers’ network.subnet (by default 172.17.0.0/16)
      hint: Use a part of network.subnet with as many addresses as there are hosts, or let meshinit choose one."
  `);
});
