import { expect, test } from 'vitest';
import { twoHosts } from '../../../src/check/example.ts';
import { codesOf, said } from '../diagnose.ts';

test('a manifest without a firewall cannot ask for it', () => {
  expect(said(twoHosts('metadata: block\nfirewall: none\n'))).toMatchInlineSnapshot(`
    "6:11 error MI0620: metadata block with firewall none: no rule keeps containers from the metadata service
      hint: Set firewall: auto, or block the service yourself and set metadata: allow.
      7:11: firewall none"
  `);
});

test('a provider without a known address is shown', () => {
  expect(
    said(twoHosts('metadata: block\n').replace('os: debian-12', 'os: debian-12, provider: cloudstack')),
  ).toMatchInlineSnapshot(`
    "6:11 error MI0620: metadata block cannot be done on hosts.host1, hosts.host2 (cloudstack): the virtual router of its network answers, at an address of its own (cloud-init DataSourceCloudStack)
      hint: Block the service yourself, and remove metadata.
      2:38: Apache CloudStack"
  `);
});

test('where user-data comes another way, there is nothing to do, and nothing wrong', () => {
  expect(codesOf(twoHosts('metadata: block\n').replace('os: debian-12', 'os: debian-12, provider: vsphere'))).toEqual(
    [],
  );
});
