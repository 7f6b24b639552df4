import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type AddressRange, knownRange, rangesOverlap } from '../../src/addresses/address-range.ts';
import type { HostConfig } from '../../src/host/host-config.ts';
import { containerAddress6, meshAddress6 } from '../../src/mesh/subnet6.ts';
import { type ClusterShape, clusterManifest, clusterShapes } from '../support/clusters.ts';
import { hostConfigs } from '../support/hosts.ts';
import { thoroughOr } from '../support/thorough.ts';

const only = (text: string): AddressRange => knownRange(`${text.split('/')[0]}/128`);
const within = (inner: AddressRange, outer: AddressRange): boolean =>
  outer.first <= inner.first && inner.last <= outer.last;
/** The network of an address with its mask. */
const networkOf = (text: string): AddressRange => {
  const length = BigInt(text.split('/')[1] ?? '');
  const { first } = only(text);
  const size = 1n << (128n - length);
  const start = first - (first % size);
  return { ...only(text), first: start, last: start + size - 1n };
};

/** What a Docker makes of its options: the addresses that its containers may get. */
interface Given {
  readonly pool: AddressRange;
  /** Whether an address is made of the container's MAC, which is of its IPv4 address. */
  readonly byMac: boolean;
}

/** Docker refuses what it cannot do, and takes an address of the bridge away that does not fit. */
class Refused extends Error {}

/**
 * Its default network on a bridge that is there.
 * moby before 28, daemon_unix.go initBridgeDriver and bridge/setup_ipv6_linux.go: `fixed-cidr-v6` is the network, and
 * the bridge's address has to be of it with its mask. From 28 on, daemon_unix.go: the bridge's address says the network,
 * and `fixed-cidr-v6` has to be in it.
 */
function onDefault(major: number, bridge: string, fixed: string): Given {
  const pool = knownRange(fixed);
  const network = networkOf(bridge);
  if (major < 28) {
    if (network.first !== pool.first || network.last !== pool.last) throw new Refused(`${bridge} is taken away`);
    return { pool, byMac: Number(fixed.split('/')[1]) <= 80 };
  }
  if (!within(pool, network)) throw new Refused(`${fixed} is not in the network of ${bridge}`);
  return { pool, byMac: false };
}

/** A network that `docker network create` makes (moby libnetwork/ipams/defaultipam and api/server/…/network). */
function withName(words: readonly string[]): Given {
  const option = (name: string): string => words[words.indexOf(name) + 1] ?? '';
  const [subnet, range, gateway] = [
    knownRange(option('--subnet')),
    knownRange(option('--ip-range')),
    only(option('--gateway')),
  ];
  if (!within(range, subnet)) throw new Refused('no matching subnet for the range');
  if (!within(gateway, subnet)) throw new Refused('no matching subnet for the gateway');
  return { pool: range, byMac: false };
}

const fileOf = ({ files }: HostConfig, path: string): string => files.find((file) => file.path === path)?.content ?? '';

const bridgeOf = (host: HostConfig): string =>
  /^BRIDGE_ADDRESS6=(.*)$/m.exec(fileOf(host, '/etc/meshinit/host.conf'))?.[1] ?? '';

function givenOn(host: HostConfig, major: number, isNamed: boolean): Given {
  if (isNamed) return withName(fileOf(host, '/etc/meshinit/docker-networks').trim().split(' '));
  const options = JSON.parse(fileOf(host, '/etc/docker/daemon.json'));
  expect(options).toMatchObject({ ipv6: true });
  return onDefault(major, bridgeOf(host), options['fixed-cidr-v6']);
}

const DOCKERS = [
  { os: 'debian-12', from: 'distro', major: 20 },
  { os: 'debian-13', from: 'distro', major: 26 },
  { os: 'debian-12', from: 'docker-ce', major: 28 },
  { os: 'ubuntu-24.04', from: 'distro', major: 29 },
] as const;

const manifestOf = (
  shape: ClusterShape,
  { os, from }: (typeof DOCKERS)[number],
  isNamed: boolean,
  subnet6: string,
): string =>
  clusterManifest(shape)
    .replace('debian-12', os)
    .replace(
      'network:\n',
      `docker: { from: ${from} }\nnetwork:\n  subnet6: ${subnet6}\n${isNamed ? '  docker: mesh\n' : ''}`,
    );

test('Docker takes the options of every cluster as they are, and gives no address twice in it', () => {
  fc.assert(
    fc.property(
      clusterShapes(8),
      fc.constantFrom(...DOCKERS),
      fc.boolean(),
      fc.constantFrom('auto', '2001:db8:7::/48'),
      (shape, docker, isNamed, subnet6) => {
        const hosts = hostConfigs(manifestOf(shape, docker, isNamed, subnet6));
        const given = hosts.map((host) => ({ host, ...givenOn(host, docker.major, isNamed) }));
        for (const [index, { host, pool, byMac }] of given.entries()) {
          const { mesh, member, range } = host.plan.networks[0];
          if (!mesh.subnet6) throw new Error('the network has no IPv6');
          expect(within(only(bridgeOf(host)), mesh.subnet6)).toBe(true);
          const addresses = byMac
            ? {
                ...pool,
                first: containerAddress6(mesh.subnet6, range.first).value,
                last: containerAddress6(mesh.subnet6, range.last).value,
              }
            : pool;
          for (const other of given.slice(index + 1)) {
            if (!byMac) expect(rangesOverlap(pool, other.pool)).toBe(false);
          }
          for (const peer of mesh.members) {
            const own = only(meshAddress6(mesh.subnet6, peer.bridge).text);
            expect(rangesOverlap(addresses, own)).toBe(false);
            if (peer.name === member.name) continue;
            const first = containerAddress6(mesh.subnet6, peer.slice.first).value;
            expect(addresses.first <= first && first <= addresses.last).toBe(false);
          }
        }
      },
    ),
    { numRuns: thoroughOr(200, 30) },
  );
});
