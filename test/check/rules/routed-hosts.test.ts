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

test('firewalld and Docker’s backend nftables go along', () => {
  for (const text of [
    routed('', 'firewall: firewalld\n'),
    routed('', '', 'rocky-9'),
    routed('', '', 'rocky-10'),
    routed('', 'docker: { daemon: { firewall-backend: nftables } }\n'),
    routed(', tunnel: none', 'firewall: firewalld\n'),
  ])
    expect(codesOf(text)).toEqual([]);
});

test('what lets packets in is pointed at where the manifest sets it, too', () => {
  const own = 'docker: { daemon: { firewall-backend: nftables, allow-direct-routing: false } }\n';
  expect(said(routed('', own))).toMatchInlineSnapshot(`
    "7:49 error MI0629: docker.daemon.allow-direct-routing is set by meshinit in layout routed on hosts.host1, hosts.host2, where Docker keeps its rules in nftables
      hint: Remove it.
      6:20: layout routed"
  `);
  expect(codesOf(routed('', 'docker: { daemon: { bridge-accept-fwmark: "1" } }\n', 'alma-10'))).toEqual(['MI0629']);
  expect(codesOf(routed('', 'docker: { daemon: { allow-direct-routing: true } }\n'))).toEqual([]);
  expect(codesOf(routed('', own).replace('layout: routed', 'layout: per-host'))).toEqual([]);
});

test('every system with the kernel’s VXLAN has it, and no other', () => {
  for (const os of oses) {
    const can = 'linux' in os.dataplanes;
    const codes = codesOf(routed('', '', os.id));
    expect([os.id, codes.includes('MI0629')]).toEqual([os.id, !can]);
  }
});
