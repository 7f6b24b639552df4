import { expect, test } from 'vitest';
import { example, twoHosts } from '../../../src/check/example.ts';
import { said } from '../diagnose.ts';

test('the system that lacks it is shown', () => {
  expect(said(twoHosts('network: { stack: ifcfg }\n'))).toMatchInlineSnapshot(`
    "6:19 error MI0603: network.stack ifcfg does not exist on debian-12, the system of hosts.host1, hosts.host2; legal there: systemd, ifupdown
      hint: Leave network.stack out: each host then takes its system’s own.
      2:17: Debian 12 (bookworm)"
  `);
});

test('a stack of some systems is an error for the others', () => {
  expect(
    said(
      example(
        ['host1: { address: 10.0.0.11 }', 'host2: { address: 10.0.0.12, os: centos-7 }'],
        'network: { stack: systemd }\nallow: { MI0652: test }\n',
      ),
    ),
  ).toMatchInlineSnapshot(`
    "6:19 error MI0603: network.stack systemd does not exist on centos-7, the system of hosts.host2; legal there: ifcfg
      hint: Leave network.stack out: each host then takes its system’s own.
      5:36: CentOS 7"
  `);
});

test('a dataplane that the system lacks leaves its stacks as they are', () => {
  const on = (stack: string) =>
    said(
      twoHosts(`network: { dataplane: linux, stack: ${stack} }\nallow: { MI0652: test }\n`).replace(
        'debian-12',
        'centos-7',
      ),
    );
  expect(on('ifcfg')).not.toContain('MI0603');
  expect(on('systemd')).toContain('legal there: ifcfg\n');
});
