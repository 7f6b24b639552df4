import { describe, expect, test } from 'vitest';
import { planTables } from '../src/cli/plan-tables.ts';
import { plan, reportOf } from '../src/plan-report.ts';
import { clusterOf, joined } from './support/joined-networks.ts';

const TEXT = `meshinit: 1
defaults: { os: debian-12 }
hosts:
  h1: { address: 10.0.0.1 }
  h2: { address: 10.0.0.2 }
`;

describe('the plan of one network', () => {
  const { report } = plan(TEXT);

  test('has what it is as the only network, by the name network', () => {
    const place = (host: { name: string; slice: string | null; bridge: string | null; links: unknown }) => ({
      ...{ name: host.name, slice: host.slice, bridge: host.bridge, links: host.links },
    });
    expect(report?.networks).toEqual([
      {
        ...{ name: 'network', docker: 'bridge', subnet: '172.17.0.0/16', subnet6: null, key: 0, vlan: null },
        ...{ mtu: report?.mtu, loops: report?.loops, hosts: report?.hosts.map(place), links: report?.links },
      },
    ]);
    expect(Object.keys(report?.networks[0] ?? {})).toEqual([
      'name',
      'docker',
      'subnet',
      'subnet6',
      'key',
      'vlan',
      'mtu',
      'loops',
      'hosts',
      'links',
    ]);
  });

  test('has the address of a container in each family that its network has', () => {
    const containers = "containers: { web: { image: 'box:1', hosts: h1, networks: [network, blue] } }\n";
    const networks = 'network: { subnet6: "2001:db8::/64" }\nnetworks: { blue: { subnet: 10.78.0.0/16 } }\n';
    expect(plan(TEXT + networks + containers).report?.containers[0]?.networks).toEqual([
      { name: 'network', address: '172.17.1.128', address6: '2001:db8::242:ac11:180' },
      { name: 'blue', address: '10.78.1.128', address6: null },
    ]);
  });

  test('has null as the key of tunnels that have none', () => {
    expect(plan(`${TEXT}network: { tunnel: gre }\n`).report?.networks[0]?.key).toBeNull();
  });
});

describe('the plan of several networks', () => {
  const hosts = ['h1', 'h2', 'h3'];
  const cluster = joined(clusterOf(hosts), {
    blue: clusterOf(
      ['h1', 'h3'],
      '{ subnet: 10.77.0.0/16, tunnel: { kind: vxlan, key: 7 }, topology: { links: [[h1, h3]] } }',
    ),
    tagged: [clusterOf(hosts, '{ subnet: 10.79.0.0/16 }'), 20],
  });
  const report = reportOf(cluster, []);

  test('has them in their order, each with its own members, places and links', () => {
    expect(report.networks.map(({ name, docker, subnet, key, vlan }) => [name, docker, subnet, key, vlan])).toEqual([
      ['network', 'bridge', '172.17.0.0/16', 0, null],
      ['blue', 'blue', '10.77.0.0/16', 7, null],
      ['tagged', 'tagged', '10.79.0.0/16', null, 20],
    ]);
    expect(report.networks[1]).toMatchObject({
      hosts: [
        { name: 'h1', slice: '10.77.1.0/24', bridge: '10.77.0.1', links: [{ peer: 'h3', remote: '10.0.0.3' }] },
        { name: 'h3', slice: '10.77.2.0/24', bridge: '10.77.0.2', links: [{ peer: 'h1', remote: '10.0.0.1' }] },
      ],
      links: [{ hosts: ['h1', 'h3'] }],
    });
  });

  test('is a section of its own for people', () => {
    const tables = planTables(cluster, report, 120);
    const [, blue = '', tagged = ''] = tables.split(/^(?=blue |tagged )/m);
    expect(tables).toMatch(/^networks +network, blue, tagged$/m);
    expect(blue).toMatch(/^blue +10\.77\.0\.0\/16, slices of \/24, mesh addresses from .*, layout shared\n/);
    expect(blue).toMatch(/^tunnels +VXLAN over IPv4, key 7, UDP port 4789$/m);
    expect(blue).toMatch(/^h3 +10\.77\.2\.0\/24 +10\.77\.0\.2 +1$/m);
    expect(blue).toMatch(/^blue_1 +h1 +h3$/m);
    expect(tagged).toMatch(/^VLAN +20 in the links of the main network$/m);
    expect(tagged).not.toMatch(/tunnels|topology|tagged_/);
  });
});
