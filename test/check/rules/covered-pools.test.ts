import { expect, test } from 'vitest';
import { example, twoHosts } from '../../../src/check/example.ts';
import { codesOf, said } from '../diagnose.ts';

test('pools inside the subnet are shown', () => {
  expect(
    said(
      twoHosts(
        'docker: { daemon: { default-address-pools: [{ base: 172.17.0.0/17, size: 24 }, { base: 172.17.128.0/17, size: 24 }] } }\n',
      ),
    ),
  ).toMatchInlineSnapshot(`
    "6:21 warning MI0658: the containers’ network.subnet (by default 172.17.0.0/16) covers every pool of docker.daemon.default-address-pools (172.17.0.0/17, 172.17.128.0/17): Docker could not create another network
      hint: Add a pool outside network.subnet."
  `);
});

test("Docker's own pools fit in no subnet, so even the largest is fine", () => {
  expect(codesOf(example(['host1: { address: 10.0.0.11 }'], 'network: { subnet: 172.16.0.0/12 }\n'))).not.toContain(
    'MI0658',
  );
});

test("pools that cannot be read are Docker's to tell", () => {
  expect(codesOf(twoHosts('docker: { daemon: { default-address-pools: [7, { base: x }] } }\n'))).not.toContain(
    'MI0658',
  );
});
