import { expect, test } from 'vitest';
import { twoHosts } from '../../../src/check/example.ts';
import { codesOf, said } from '../diagnose.ts';

test('the system that lacks it is shown, and iptables is never offered', () => {
  expect(said(twoHosts('firewall: firewalld\n', 'ubuntu-14.04'))).toMatchInlineSnapshot(`
    "2:17 warning MI0652: ubuntu-14.04 has had no free security updates since 2019-04-25 (hosts.host1, hosts.host2)
      hint: Move to a supported one: SYSTEMS; or say why not: allow: { MI0652: why }.
    6:11 error MI0604: firewall firewalld is not supported on ubuntu-14.04, the system of hosts.host1, hosts.host2; supported there: auto, none
      hint: Set firewall: auto, or remove it: each host then uses its system’s default.
      2:17: Ubuntu 14.04 LTS"
  `);
});

test('none and auto are everywhere', () => {
  expect(codesOf(twoHosts('firewall: none\n'))).not.toContain('MI0604');
});
