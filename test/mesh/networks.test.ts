import { describe, expect, test } from 'vitest';
import { contains, overlaps } from '../../src/addresses/cidr.ts';
import type { Code, Diagnostic, ManifestPath } from '../../src/diagnostics/diagnostic.ts';
import { Reporter } from '../../src/diagnostics/reporter.ts';
import type { Host } from '../../src/manifest/host.ts';
import { type Manifest, readManifest } from '../../src/manifest/manifest.ts';
import { type Member, type Network, readNetwork } from '../../src/manifest/network.ts';
import { parseManifest } from '../../src/manifest/parse.ts';
import type { NetworkInput } from '../../src/manifest/schema.ts';
import type { Cluster, Mesh } from '../../src/mesh/mesh.ts';
import { planNetworks } from '../../src/mesh/plan.ts';

const NAMES = ['host1', 'host2', 'host3', 'host4'];
const TEXT = `meshinit: 1
defaults: { os: debian-12 }
hosts:
${NAMES.map((name, index) => `  ${name}: { address: 10.0.0.${index + 11} }\n`).join('')}network: { topology: ring }
`;

const unpinned = (host: Host): Member => ({
  host,
  path: ['networks', 'backend', 'hosts'],
  slice: undefined,
  bridge: undefined,
});

/** A further network of some of the hosts, as the planner is given it. */
function backend(hosts: readonly Host[], input: NetworkInput): Network {
  const path = ['networks', 'backend'];
  const members = hosts.map(unpinned);
  return readNetwork({ name: 'backend', isMain: false, path, input, membersPath: [...path, 'hosts'], members }, 4);
}

function plan(input: NetworkInput, ...names: string[]): { cluster?: Cluster; diagnostics: readonly Diagnostic[] } {
  const { input: given, source } = parseManifest(TEXT);
  if (!given) throw new Error('the manifest cannot be read');
  const main = readManifest(given);
  const members = main.hosts.filter(({ name }) => names.includes(name));
  const manifest: Manifest = { ...main, networks: [main.networks[0], backend(members, input)] };
  const reporter = new Reporter(source);
  const first = planNetworks(manifest, {}, reporter);
  // What the lock keeps of the main network is for nobody else.
  const planned = first && planNetworks(manifest, { lock: first.lock }, reporter);
  return { ...(planned ? { cluster: planned.cluster } : {}), diagnostics: reporter.list() };
}

function both(input: NetworkInput, ...names: string[]): readonly [main: Mesh, further: Mesh] {
  const { cluster, diagnostics } = plan(input, ...names);
  const [main, further] = cluster?.networks ?? [];
  if (!main || !further) throw new Error(JSON.stringify(diagnostics));
  return [main, further];
}

const faultOf = (input: NetworkInput): readonly [Code, ManifestPath] | undefined => {
  const [first] = plan(input, ...NAMES).diagnostics;
  return first && [first.code, first.path];
};

describe('two networks of one cluster', () => {
  const input: NetworkInput = {
    subnet: '10.77.0.0/16',
    tunnel: { kind: 'vxlan', key: 7 },
    layout: 'per-host',
    mtu: 1400,
    masquerade: false,
  };
  const [main, further] = both(input, 'host1', 'host3', 'host4');

  test('have members, links and numbers of their own', () => {
    expect(main.members.map(({ name }) => name)).toEqual(NAMES);
    expect(further.members.map(({ name }) => name)).toEqual(['host1', 'host3', 'host4']);
    expect([main.links.length, further.links.length]).toEqual([4, 3]);
    expect([main.loops.kind, further.loops.kind]).toEqual(['rstp', 'split-horizon']);
    expect([main.layout, further.layout]).toEqual(['shared', 'per-host']);
    expect([main.mtu.value, further.mtu.value]).toEqual([1450, 1400]);
    expect([main.masquerade, further.masquerade]).toEqual([true, false]);
    expect([main.tunnel.key, further.tunnel.key]).toEqual([0, 7]);
  });

  test('give each member a slice and a mesh address of their own subnet', () => {
    for (const { subnet, bridges, members } of [main, further]) {
      for (const { slice } of members) {
        expect(contains(subnet, slice)).toBe(true);
        expect(overlaps(bridges, slice)).toBe(false);
      }
    }
    const taken = [...main.members, ...further.members];
    for (const [index, { slice }] of taken.entries()) {
      expect(taken.slice(index + 1).some((other) => overlaps(other.slice, slice))).toBe(false);
    }
    expect(new Set(taken.map(({ bridge }) => bridge)).size).toBe(taken.length);
  });

  test('share the nodes, whose numbers are the same in both', () => {
    const nodes = new Map(main.members.map(({ name, node }) => [name, node]));
    for (const { name, number, node } of further.members) {
      expect(node).toBe(nodes.get(name));
      expect(number).toBe(node.number);
    }
  });

  test('have no device, file or set in common, and no name too long for the kernel', () => {
    const devices = ({ names: { switch: ownSwitch, bridge, veth, tunnel }, links }: Mesh): string[] => [
      ...[ownSwitch, bridge, tunnel, ...Object.values(veth ?? {})],
      ...new Set(links.map(({ name }) => name)),
    ];
    const others = ({ names: { lists, networkd, set, firewalld } }: Mesh): string[] => [
      ...[...Object.values(lists), networkd, set],
      ...Object.values(firewalld),
    ];
    for (const name of [main, further].flatMap(devices)) expect(name).toMatch(/^[a-z0-9_-]{1,15}$/);
    for (const namesOf of [devices, others]) {
      const all = [main, further].flatMap(namesOf);
      expect(new Set(all).size).toBe(all.length);
    }
    expect(devices(main)).toEqual(['br0', 'docker0', 'vxlan-mesh', 'vxlan1', 'vxlan3']);
    expect(devices(further).slice(0, 5)).toEqual([
      'sw-backend',
      'br-backend',
      'vx-backend',
      'vs-backend',
      'vd-backend',
    ]);
  });

  test('leave the first as it is alone', () => {
    const { cluster } = plan(input, 'host1');
    expect(cluster?.networks[0]).toEqual(main);
  });
});

test.each<[NetworkInput, Code, ManifestPath]>([
  [{ subnet: '10.77.0.0/29', slice: '/30' }, 'MI0501', ['networks', 'backend', 'hosts']],
  [{ subnet: '10.77.0.0/24', bridges: '10.77.0.0/31' }, 'MI0502', ['networks', 'backend', 'hosts']],
  [{ subnet: '10.77.0.0/16', mtu: 1500 }, 'MI0503', ['networks', 'backend', 'mtu']],
])('what is wrong in the second network is told there: %o', (input, code, path) => {
  expect(faultOf(input)).toEqual([code, path]);
});
