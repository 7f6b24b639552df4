import { expect, test } from 'vitest';
import { example } from '../../../src/check/example.ts';
import { codesOf, said } from '../diagnose.ts';

const HOSTS = [
  'host1: { address: 10.0.0.11, os: ubuntu-14.04 }',
  'host2: { address: 10.0.0.12 }',
  'host3: { address: 10.0.0.13, os: centos-7 }',
];

test('each system that has not the dataplane is told, with what is legal there', () => {
  expect(said(example(HOSTS, 'network: { dataplane: linux }\nallow: { MI0652: test }\n'))).toMatchInlineSnapshot(`
    "7:23 error MI0613: network.dataplane linux is not supported on ubuntu-14.04, the system of hosts.host1; supported there: ovs
      hint: Remove network.dataplane: each host then uses its system’s default.
      4:36: Ubuntu 14.04 LTS
    7:23 error MI0613: network.dataplane linux is not supported on centos-7, the system of hosts.host3; supported there: ovs
      hint: Remove network.dataplane: each host then uses its system’s default.
      6:36: CentOS 7"
  `);
});

test('a system that has it, and a manifest that leaves it to the systems, are fine', () => {
  expect(codesOf(example([HOSTS[1] ?? ''], 'network: { dataplane: linux }\n'))).not.toContain('MI0613');
  expect(codesOf(example(HOSTS))).not.toContain('MI0613');
});
