import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ipv4Text } from '../../../src/addresses/address.ts';
import { cidrText, overlaps } from '../../../src/addresses/cidr.ts';
import type { HostConfig } from '../../../src/host/host-config.ts';
import { routedStateWithIpv6 } from '../../../src/host/parts/routed-ipv6.ts';
import slices from '../../../src/host/scripts/routed-slices.sh';
import ofPeers from '../../../src/host/scripts/routed-state.sh';
import { meshAddress6, slice6 } from '../../../src/mesh/subnet6.ts';
import { saidByHost } from '../../support/host-shell.ts';
import { compiled, hostConfigs } from '../../support/hosts.ts';
import { thoroughOr } from '../../support/thorough.ts';

const state = `${slices}\n${ofPeers}`;

const contentOf = ({ files }: HostConfig, path: string): string | undefined =>
  files.find((file) => file.path === path)?.content;

interface Host {
  readonly slice?: string;
  readonly bridge?: string;
}

const manifest = (hosts: readonly Host[], network: string, rest = ''): string =>
  `meshinit: 1\ndefaults: { os: debian-12 }\nnetwork: { layout: routed, ${network} }\n${rest}hosts:\n${hosts
    .map(
      ({ slice, bridge }, index) =>
        `  h${index + 1}: { address: 10.0.${index >> 8}.${(index & 255) + 1}${slice ? `, slice: ${slice}` : ''}${bridge ? `, bridge: ${bridge}` : ''} }\n`,
    )
    .join('')}`;

/** What the host's own shell makes of its files: a line for each route, neighbour and forwarding entry. */
const plannedBy = (host: HostConfig, awk = 'awk', script = state): string[] =>
  saidByHost(host, `${script}\nplanned`, awk).trim().split('\n');

const macOf = (bridge: number): string =>
  ['02', '76', ...[24, 16, 8, 0].map((shift) => ((bridge >>> shift) & 255).toString(16).padStart(2, '0'))].join(':');

/** Some hosts with pins, in networks of several forms, the range of mesh addresses first or amid the slices. */
const clusters = fc
  .record({
    count: fc.integer({ min: 2, max: 12 }),
    network: fc.constantFrom(
      'subnet: 172.17.0.0/16',
      'subnet: 172.17.0.0/16, bridges: 172.17.3.0/24',
      'subnet: 172.17.0.0/16, bridges: 172.17.255.0/24',
      'subnet: 172.17.0.0/16, slice: /22, bridges: 172.17.5.128/25',
      'subnet: 172.17.0.0/16, slice: /28',
    ),
    pinned: fc.array(fc.integer({ min: 0, max: 11 }), { maxLength: 3 }),
  })
  .map(({ count, network, pinned }) =>
    manifest(
      Array.from({ length: count }, (_, index) =>
        pinned.includes(index) ? { slice: `172.17.${128 + index}.0/25`, bridge: `172.17.${90 + index}.1` } : {},
      ),
      network,
    ),
  );

describe('routes', () => {
  test('lead to every peer’s slice by its own mesh address, MAC and underlay address, from every host alike', () => {
    fc.assert(
      fc.property(clusters, (text) => {
        const { members } = compiled(text).mesh;
        for (const host of hostConfigs(text)) {
          const others = members.filter(({ name }) => name !== host.plan.node.name);
          expect(plannedBy(host).toSorted()).toEqual(
            others
              .flatMap(({ slice, bridge, node }) => [
                `route ${cidrText(slice)} ${ipv4Text(bridge)}`,
                `neigh ${ipv4Text(bridge)} ${macOf(bridge)}`,
                `fdb ${macOf(bridge)} ${node.address.text}`,
              ])
              .toSorted(),
          );
        }
        for (const [index, { slice }] of members.entries()) {
          expect(members.slice(index + 1).some((other) => overlaps(other.slice, slice))).toBe(false);
        }
      }),
      { numRuns: thoroughOr(60, 4) },
    );
  });

  test('are the same by every awk that a system may have', () => {
    const [host] = hostConfigs(manifest([{}, {}, { slice: '172.17.128.0/25' }], 'subnet: 172.17.0.0/16'));
    if (!host) throw new Error('no host');
    expect(plannedBy(host, 'busybox awk')).toEqual(plannedBy(host));
  });
});

describe('a document', () => {
  test('names no slice that follows from a mesh address, and each that does not', () => {
    const slices = (hosts: readonly Host[], network: string): (string | undefined)[] =>
      hostConfigs(manifest(hosts, network)).map((host) => contentOf(host, '/etc/meshinit/slices'));
    expect(slices([{}, {}, {}], 'subnet: 172.17.0.0/16')).toEqual([undefined, undefined, undefined]);
    expect(slices([{}, {}, {}], 'subnet: 172.17.0.0/16, bridges: 172.17.200.0/24')).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    const one = '172.17.0.2 172.17.99.0/24\n';
    expect(slices([{}, { slice: '172.17.99.0/24' }], 'subnet: 172.17.0.0/16')).toEqual([one, undefined]);
  });

  test('of a host changes by one line of the list, and the firewall’s, where a host comes', () => {
    const three = manifest([{}, {}, {}], 'subnet: 172.17.0.0/16');
    const four = manifest([{}, {}, {}, {}], 'subnet: 172.17.0.0/16');
    const [before] = hostConfigs(three);
    const [after] = hostConfigs(four, { lock: compiled(three).lock });
    const changed = after?.files.filter(({ path, content }) => before && contentOf(before, path) !== content);
    expect(changed?.map(({ path }) => path)).toEqual(['/etc/meshinit/firewall.nft', '/etc/meshinit/peers']);
  });

  test('gives Docker the slice alone, and has a spanning tree, a bridge’s port and a veth pair nowhere', () => {
    const [host] = hostConfigs(manifest([{}, {}], 'subnet: 172.17.0.0/16'));
    expect(JSON.parse((host && contentOf(host, '/etc/docker/daemon.json')) ?? '')).toMatchObject({
      bip: '172.17.1.1/24',
      mtu: 1450,
      'ip-masq': false,
    });
    const conf = host && contentOf(host, '/etc/meshinit/host.conf');
    expect(conf).toContain("BRIDGE_PORTS=''\n");
    expect(conf).not.toContain('VETH');
  });

  test('raises the limit of neighbours where the kernel counts permanent ones', () => {
    const limits = (os: string): (string | undefined)[] =>
      hostConfigs(manifest([{}, {}], 'subnet: 172.17.0.0/16').replace('debian-12', os)).map((host) =>
        contentOf(host, '/etc/sysctl.d/60-meshinit.conf'),
      );
    expect(limits('ubuntu-18.04')[0]).toContain('net.ipv4.neigh.default.gc_thresh3 = 16384');
    expect(limits('ubuntu-22.04')).toEqual([undefined, undefined]);
  });

  test('has none of layout routed where that is not asked for', () => {
    const [host] = hostConfigs(
      'meshinit: 1\ndefaults: { os: debian-12 }\nnetwork: { dataplane: linux }\nhosts: { a: { address: 10.0.0.1 }, b: { address: 10.0.0.2 } }\n',
    );
    expect(host?.files.filter(({ content }) => /FIRST_SLICE|DOCKER-USER|gc_thresh/.test(content))).toEqual([]);
  });
});

/** As the kernel's tools spell it (RFC 5952): URLs have the same form. */
const spelt = (address: string): string => new URL(`http://[${address}]`).hostname.slice(1, -1);

describe('IPv6 in layout routed', () => {
  const SUBNETS = ['fd12:3456:789a:1::/64', '2001:db8::/64', 'fd00:0:0:1::/64', 'fd00:0:1::/64'];
  const awks = ['awk', 'busybox awk'];

  test.each(SUBNETS.flatMap((subnet6) => awks.map((awk) => [subnet6, awk])))(
    'of %s is a route and a neighbour for each peer in the kernel’s own spelling, by %s',
    (subnet6, awk) => {
      const hosts = [{}, { slice: '172.17.200.0/24' }, {}, { bridge: '172.17.0.77' }];
      const [first, ...others] = hostConfigs(manifest(hosts, `subnet6: "${subnet6}"`));
      if (!first) throw new Error('no host');
      const planned = plannedBy(first, awk, routedStateWithIpv6(state));
      const expected = others.flatMap(({ plan: { networks } }) => {
        const [{ mesh, member }] = networks;
        if (!mesh.subnet6) throw new Error('no IPv6');
        const [block = '', prefix] = slice6(mesh.subnet6, member.slice).split('/');
        const via = spelt(meshAddress6(mesh.subnet6, member.bridge).text);
        return [`route ${spelt(block)}/${prefix} ${via}`, `neigh ${via} ${macOf(member.bridge)}`];
      });
      expect(planned.filter((line) => line.includes('::'))).toEqual(expected);
      expect(planned.filter((line) => !line.includes('::'))).toEqual(plannedBy(first, awk));
    },
  );

  test('is let in by ip6tables where Docker filters it there, and costs a host without it nothing', () => {
    const mesh = (rest: string, os: string): string => {
      const [host] = hostConfigs(manifest([{}, {}], `subnet: 172.17.0.0/16${rest}`).replace('debian-12', os));
      return (host && contentOf(host, '/usr/local/sbin/meshinit-mesh')) ?? '';
    };
    const [rest, rule] = [
      ', subnet6: auto',
      'ip6tables -w -t "$1" -I "$2" -i "$TUNNEL" -s "$SUBNET6" -d "$BRIDGE_SUBNET6" -j ACCEPT',
    ];
    expect(mesh(rest, 'ubuntu-24.04')).toContain(rule);
    expect(mesh(rest, 'ubuntu-24.04')).toContain('let_in6 raw PREROUTING');
    expect(mesh(rest, 'debian-12')).not.toContain('ip6tables');
    expect(mesh('', 'ubuntu-24.04')).not.toMatch(/ip6tables|set_ipv6/);
  });

  test('opens the containers to the tunnel alone', () => {
    const rules = (os: string): string =>
      hostConfigs(manifest([{}, {}], 'subnet6: auto').replace('debian-12', os))[0]
        ?.files.map(({ content }) => content)
        .join('') ?? '';
    expect(rules('debian-12')).toContain(
      'meta nfproto ipv6 iifname != { "docker0", "vxlan-mesh" } oifname { "docker0", "vxlan-mesh" } ct state new drop',
    );
    expect(rules('ubuntu-18.04').replaceAll('\n', ' ')).toMatch(
      /FORWARD -i vxlan-mesh -o docker0 -j RETURN .*FORWARD ! -i docker0 -o docker0 -m conntrack --ctstate NEW -j DROP/,
    );
  });
});
