import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ipv4Text } from '../../../src/addresses/address.ts';
import { cidrText, overlaps } from '../../../src/addresses/cidr.ts';
import type { HostConfig } from '../../../src/host/host-config.ts';
import state from '../../../src/host/scripts/routed-state.sh';
import { compiled, hostConfigs } from '../../support/hosts.ts';
import { temporaryDirectory, writeTree } from '../../support/temporary.ts';
import { thoroughOr } from '../../support/thorough.ts';

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
function plannedBy(host: HostConfig, awk = 'awk'): string[] {
  const root = temporaryDirectory();
  writeTree(
    root,
    host.files.filter(({ path }) => path.startsWith('/etc/meshinit/')),
  );
  const script = `set -eu
    ${awk === 'awk' ? '' : `awk() { ${awk} "$@"; }`}
    . /etc/meshinit/host.conf
    PEERS=/etc/meshinit/peers
    ${state}
    planned`.replaceAll('/etc/meshinit', `${root}/etc/meshinit`);
  const { stdout, stderr, status } = spawnSync('sh', ['-c', script], { encoding: 'utf8' });
  if (status !== 0 || stderr !== '') throw new Error(stderr);
  return stdout.trim().split('\n');
}

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
      { numRuns: thoroughOr(60, 12) },
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
