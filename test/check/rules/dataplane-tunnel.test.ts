import { expect, test } from 'vitest';
import { twoHosts } from '../../../src/check/example.ts';
import { codesOf, said } from '../diagnose.ts';

test('the kernel’s own device with entries for its peers is VXLAN', () => {
  expect(said(twoHosts('network: { dataplane: linux, tunnel: { kind: geneve, key: 7 } }\n'))).toMatchInlineSnapshot(`
    "6:46 error MI0614: network.tunnel geneve is not supported by the dataplane linux of hosts.host1, hosts.host2; supported there: vxlan
      hint: Use network.tunnel vxlan, or another dataplane or system.
      6:23: dataplane linux"
  `);
});

test('VXLAN of any key and port is fine, and so is every kind with Open vSwitch', () => {
  for (const network of [
    '{ dataplane: linux }',
    '{ dataplane: linux, tunnel: { kind: vxlan, key: 99, port: 8472 } }',
    '{ dataplane: ovs, tunnel: gre }',
    '{ tunnel: geneve }',
  ]) {
    expect(codesOf(twoHosts(`network: ${network}\n`))).toEqual([]);
  }
});

test('a kind that is wrong in itself is not told twice', () => {
  expect(codesOf(twoHosts('network: { dataplane: linux, tunnel: grre }\n'))).not.toContain('MI0614');
});
