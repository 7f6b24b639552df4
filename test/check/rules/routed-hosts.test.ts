import { expect, test } from 'vitest';
import { twoHosts } from '../../../src/check/example.ts';
import { oses } from '../../../src/os/oses.ts';
import { codesOf, said } from '../diagnose.ts';

const routed = (rest: string, after = '', os = 'debian-12'): string =>
  twoHosts(`network: { layout: routed${rest} }\n${after}`, os);

test('Open vSwitch is pointed at', () => {
  expect(said(routed(', dataplane: ovs'))).toMatchInlineSnapshot(`
    "6:39 error MI0629: network.layout routed needs network.dataplane linux: the kernel routes, Open vSwitch would not
      hint: Remove dataplane.
      6:20: layout routed"
  `);
});

test('firewalld is pointed at where the manifest names it, and where a system has it by default', () => {
  expect(said(routed('', 'firewall: firewalld\n'))).toMatchInlineSnapshot(`
    "7:11 error MI0629: network.layout routed does not work beside firewalld, which hosts.host1, hosts.host2 have: its reload removes the rules that let routed packets in
      hint: Use firewall: nftables.
      6:20: layout routed"
  `);
  expect(said(routed('', '', 'rocky-9'))).toMatchInlineSnapshot(`
    "2:17 error MI0629: network.layout routed does not work beside firewalld, which hosts.host1, hosts.host2 have: its reload removes the rules that let routed packets in
      hint: Use firewall: nftables.
      6:20: layout routed"
  `);
  expect(codesOf(routed('', 'firewall: nftables\n', 'rocky-9'))).toEqual([]);
});

test('Docker’s backend nftables is pointed at', () => {
  expect(said(routed('', 'docker: { daemon: { firewall-backend: nftables } }\n'))).toMatchInlineSnapshot(`
    "7:39 error MI0629: network.layout routed needs Docker’s rules in iptables: with nftables there is no chain that lets routed packets in
      hint: Remove firewall-backend.
      6:20: layout routed"
  `);
  expect(codesOf(routed('', 'docker: { daemon: { firewall-backend: iptables } }\n'))).toEqual([]);
});

test('every system with the kernel’s VXLAN and a firewall besides firewalld has it, and no other', () => {
  for (const os of oses) {
    const can = 'linux' in os.dataplanes;
    const codes = codesOf(routed('', `firewall: ${'nftables' in os.firewalls ? 'nftables' : 'auto'}\n`, os.id));
    expect([os.id, codes.includes('MI0629')]).toEqual([os.id, !can]);
  }
});
