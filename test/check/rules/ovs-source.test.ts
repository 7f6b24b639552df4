import { expect, test } from 'vitest';
import { twoHosts } from '../../../src/check/example.ts';
import { codesOf, said } from '../diagnose.ts';

test('rpms on Debian are shown with the system', () => {
  expect(
    said(
      twoHosts(
        'ovs:\n  version: 2.3.1\n  from:\n    rpms:\n      - { url: "https://packages.example.com/openvswitch-2.3.1-1.x86_64.rpm", sha256: 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef }\n',
      ),
    ),
  ).toMatchInlineSnapshot(`
    "9:5 error MI0606: Open vSwitch cannot come from rpms on debian-12, the system of hosts.host1, hosts.host2; supported for ovs.from there: distro, {debs: […]}
      2:17: Debian 12 (bookworm)"
  `);
});

test("the distribution's own is fine", () => {
  expect(codesOf(twoHosts('ovs: { from: distro }\n'))).not.toContain('MI0606');
});
