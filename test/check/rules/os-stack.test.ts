import { expect, test } from 'vitest';
import { example, twoHosts } from '../../../src/check/example.ts';
import { said } from '../diagnose.ts';

test('the system that lacks it is shown', () => {
  expect(said(twoHosts('network: { stack: ifcfg }\n'))).toMatchInlineSnapshot(`
    "6:19 error MI0603: network.stack ifcfg is not supported on debian-12, the system of hosts.host1, hosts.host2; supported there: systemd, ifupdown
      hint: Remove network.stack: each host then uses its system’s default.
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
    "6:19 error MI0603: network.stack systemd is not supported on centos-7, the system of hosts.host2; supported there: ifcfg
      hint: Remove network.stack: each host then uses its system’s default.
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
  expect(on('systemd')).toContain('supported there: ifcfg\n');
});
