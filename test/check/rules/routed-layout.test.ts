import { expect, test } from 'vitest';
import { twoHosts } from '../../../src/check/example.ts';
import { codesOf, said } from '../diagnose.ts';

const routed = (rest: string, after = ''): string => twoHosts(`network: { layout: routed${rest} }\n${after}`);

test('what needs an Ethernet segment is pointed at', () => {
  expect(said(routed(', topology: ring, loops: rstp, tunnel: gre'))).toMatchInlineSnapshot(`
    "6:38 error MI0437: network.layout routed needs the topology full: each host has a route to every other, and none forwards for others
      hint: Remove topology.
      6:20: layout routed
    6:51 error MI0437: network.layout routed has no Ethernet segment, and so no loops
      hint: Remove loops.
      6:20: layout routed
    6:65 error MI0437: network.layout routed needs the tunnel vxlan, not gre
      hint: Remove tunnel, or use tunnel: vxlan.
      6:20: layout routed"
  `);
});

test('what is legal in each key, and an automatic topology, are fine', () => {
  for (const rest of [
    '',
    ', topology: full',
    ', topology: auto',
    ', loops: auto',
    ', tunnel: { kind: vxlan, key: 7 }',
  ]) {
    expect(codesOf(routed(rest))).toEqual([]);
  }
});

test('encryption is pointed at', () => {
  expect(said(routed('', 'encryption: wireguard\n'))).toMatchInlineSnapshot(`
    "7:13 error MI0437: layout routed is not carried by WireGuard yet: it needs tunnel: vxlan without encryption
      hint: Remove encryption, or use layout: per-host, which has it.
      6:20: layout routed"
  `);
  expect(codesOf(routed('', 'encryption: none\n'))).toEqual([]);
});

test('further networks have it, too, or none has', () => {
  expect(said(routed('', 'networks: { blue: { subnet: 10.78.0.0/16 } }\n'))).toMatchInlineSnapshot(`
    "7:13 error MI0437: networks.blue has layout shared, but network has routed: the layout routed is for all networks of a cluster, or none
      hint: Set networks.blue.layout: routed.
      6:20: layout routed"
  `);
  expect(said(twoHosts('networks: { blue: { subnet: 10.78.0.0/16, layout: routed } }\n'))).toMatchInlineSnapshot(`
    "6:51 error MI0437: networks.blue has layout routed, but network has shared: the layout routed is for all networks of a cluster, or none
      hint: Remove networks.blue.layout, or set network.layout: routed."
  `);
  expect(codesOf(routed('', 'networks: { blue: { subnet: 10.78.0.0/16, layout: routed } }\n'))).toEqual([]);
});

test('a further network that is routed has no tag and is not internal', () => {
  expect(codesOf(routed('', 'networks: { blue: { subnet: 10.78.0.0/16, layout: routed, vlan: 7 } }\n'))).toContain(
    'MI0437',
  );
  expect(codesOf(routed('', 'networks: { blue: { subnet: 10.78.0.0/16, layout: routed, internal: true } }\n'))).toEqual(
    ['MI0424'],
  );
});
