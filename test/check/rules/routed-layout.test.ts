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
    6:65 error MI0437: network.layout routed needs the tunnel vxlan or none, not gre
      hint: Remove tunnel, or use tunnel: vxlan or none.
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

test('a tunnel inside WireGuard is pointed at, but for the word of the default', () => {
  const encrypted = (rest: string): string => routed(rest, 'encryption: wireguard\n');
  expect(['', ', tunnel: vxlan', ', tunnel: none'].flatMap((rest) => codesOf(encrypted(rest)))).toEqual([]);
  expect(said(encrypted(', tunnel: { kind: vxlan, key: 7 }'))).toMatchInlineSnapshot(`
    "6:36 error MI0437: network.layout routed is carried by WireGuard itself: there is no tunnel that a key or a port could be of
      hint: Remove the key and the port.
      6:20: layout routed"
  `);
  expect(said(encrypted(', tunnel: geneve'))).toMatchInlineSnapshot(`
    "6:36 error MI0437: network.layout routed needs the tunnel vxlan or none, not geneve
      hint: Remove tunnel, or use tunnel: vxlan or none.
      6:20: layout routed"
  `);
});

test('plain routes have no key and no port, and no other layout', () => {
  expect(codesOf(routed(', tunnel: none'))).toEqual([]);
  expect(said(routed(', tunnel: { kind: none, port: 4789 }'))).toMatchInlineSnapshot(`
    "6:36 error MI0437: network.layout routed is carried by the underlay itself: there is no tunnel that a key or a port could be of
      hint: Remove the key and the port.
      6:20: layout routed"
  `);
  expect(said(twoHosts('network: { tunnel: none }\n'))).toMatchInlineSnapshot(`
    "6:20 error MI0437: network.tunnel none needs network.layout routed: without a tunnel there is no Ethernet segment between hosts
      hint: Remove tunnel, or set layout: routed."
  `);
});

test('all networks have one kind of carrier', () => {
  const blue = 'networks: { blue: { subnet: 10.78.0.0/16, layout: routed, tunnel: vxlan } }\n';
  expect(said(routed(', tunnel: none', blue))).toMatchInlineSnapshot(`
    "7:67 error MI0437: networks.blue.layout routed needs one carrier for all networks of the cluster: here the tunnel is vxlan, in network it is none
      hint: Remove tunnel: it is then none.
      7:51: layout routed"
  `);
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
