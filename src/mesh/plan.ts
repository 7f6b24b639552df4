import { cidrText } from '../addresses/cidr.ts';
import { isNamed } from '../addresses/host-address.ts';
import { counted } from '../counted.ts';
import type { Reporter } from '../diagnostics/reporter.ts';
import type { Host, Manifest } from '../manifest/manifest.ts';
import { hasSites, insideOf, outsideOf } from '../manifest/underlays.ts';
import type { Family } from '../tunnels/tunnel.ts';
import { tunnelOf, tunnelOpening } from '../tunnels/tunnels.ts';
import { checkLoops } from './check-loops.ts';
import { chooseTopology } from './choose-topology.ts';
import { headerLayers } from './header-layers.ts';
import { keepLock, type LockOptions, readLock } from './keep-lock.ts';
import { bridgesExhausted, mtuTooLarge, slicesExhausted, tooManyLinks } from './laws.ts';
import { chooseLoops } from './loops.ts';
import type { HostLink, Link, Mesh, MeshHost, MeshTunnel, Topology } from './mesh.ts';
import { meshMtu, mtuArithmetic, underlayMtu } from './mtu.ts';
import type { Pair } from './pair.ts';
import { defaultBridges, type Placement, placeHosts, type Ranges } from './places.ts';
import { renameLock } from './rename-lock.ts';
import { countLinks, pairsOf } from './topology.ts';

export interface PlanOptions extends LockOptions {
  /** The most links that are planned, which bounds the memory: 2,000,000 unless given. */
  readonly mostLinks?: number | undefined;
}

const MOST_LINKS = 2_000_000;

export interface Plan {
  readonly mesh: Mesh;
  /** What the lock file is to hold. */
  readonly lock: string;
}

/** The numbers of a checked manifest. Faults go to the reporter; with an error there is no plan. */
export function planMesh(manifest: Manifest, options: PlanOptions, reporter: Reporter): Plan | undefined {
  const ranges = rangesOf(manifest);
  const lock = readLock(manifest, ranges, options, reporter);
  if (reporter.failed) return undefined;
  const { topology } = chooseTopology(manifest);
  checkSize(manifest, topology, options.mostLinks ?? MOST_LINKS, reporter);
  if (reporter.failed) return undefined;
  const placement = placeHosts(manifest.hosts, ranges, lock && renameLock(manifest.hosts, lock));
  reportExhausted(manifest, ranges, placement, reporter);
  const tunnel = tunnelOfMesh(manifest);
  const mtu = meshMtu(manifest.hosts, headerLayers(tunnel), manifest.input.network?.mtu);
  if (mtu.value > mtu.computed) {
    reporter.report(mtuTooLarge, {
      path: ['network', 'mtu'],
      message: `network.mtu ${mtu.value} exceeds what the narrowest link carries: ${mtuArithmetic(mtu)} bytes, at ${mtu.narrowest}`,
      hint: `Use ${mtu.computed} or less, or remove network.mtu.`,
    });
  }
  if (reporter.failed) return undefined;
  const order = manifest.hosts.toSorted((a, b) => numberOf(placement, a) - numberOf(placement, b));
  const pairs = pairsOf(
    topology,
    order.map((host) => ({ name: host.name, number: numberOf(placement, host) })),
  );
  const mesh: Mesh = {
    name: manifest.name,
    ...ranges,
    tunnel,
    openings: [tunnelOpening(tunnel.kind, tunnel.port)],
    topology: chooseTopology(manifest),
    loops: chooseLoops(manifest),
    mtu,
    masquerade: manifest.masquerade,
    ...linkHosts(manifest, placement, order, pairs, tunnel),
  };
  checkLoops(mesh, manifest, pairs, reporter);
  const text = keepLock(manifest, ranges, placement, lock, options, reporter);
  return reporter.failed ? undefined : { mesh, lock: text };
}

function checkSize({ hosts, input }: Manifest, topology: Topology, most: number, reporter: Reporter): void {
  const count = countLinks(topology, hosts.length);
  if (count <= most) return;
  const figures = `${counted(count, 'link')} among ${counted(hosts.length, 'host')}`;
  reporter.report(tooManyLinks, {
    path: input.network?.topology ? ['network', 'topology'] : ['hosts'],
    at: 'key',
    message: `the mesh would have ${figures}; the maximum is ${most.toLocaleString('en')}`,
    hint: 'Use a sparser network.topology, such as {survive: 2}.',
  });
}

function rangesOf({ subnet, slicePrefix, bridges, layout }: Manifest): Ranges {
  if (!subnet || slicePrefix === undefined) throw new Error('a manifest without a subnet passed the check');
  return { subnet, slicePrefix, bridges: bridges ?? defaultBridges(subnet, slicePrefix), layout };
}

function reportExhausted(manifest: Manifest, ranges: Ranges, placement: Placement, reporter: Reporter): void {
  const { withoutSlice, withoutBridge } = placement;
  const first = (names: readonly string[]): string =>
    names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ');
  if (withoutSlice.length > 0) {
    reporter.report(slicesExhausted, {
      path: ['hosts', withoutSlice[0] ?? ''],
      at: 'key',
      message: `network.subnet ${cidrText(ranges.subnet)} has no /${ranges.slicePrefix} slice left for ${first(withoutSlice)} (${counted(manifest.hosts.length, 'host')}; the range of mesh addresses, ${cidrText(ranges.bridges)}, is part of it)`,
      hint: 'Use a larger network.subnet or a longer network.slice.',
    });
  }
  if (withoutBridge.length > 0) {
    reporter.report(bridgesExhausted, {
      path: ['hosts', withoutBridge[0] ?? ''],
      at: 'key',
      message: `network.bridges ${cidrText(ranges.bridges)} has no mesh address left for ${first(withoutBridge)} (${counted(manifest.hosts.length, 'host')})`,
      hint: 'Use a larger network.bridges.',
    });
  }
}

function tunnelOfMesh({ tunnel, hosts }: Manifest): MeshTunnel {
  const facts = tunnelOf(tunnel.kind);
  const family: Family = hosts[0]?.address?.family ?? 4;
  return {
    kind: tunnel.kind,
    family,
    key: tunnel.key ?? facts.defaultKey,
    port: tunnel.port ?? facts.defaultPort,
  };
}

function numberOf(placement: Placement, host: Host): number {
  const place = placement.places.get(host.name);
  if (!place) throw new Error(`${host.name} has no place`);
  return place.number;
}

/**
 * Hosts with their links. A link's number is the exclusive or of its hosts' numbers (counted from 0): the same at
 * both ends, unique at each host, never 0, and it never changes while both hosts stay, whatever comes and goes.
 */
function linkHosts(
  manifest: Manifest,
  placement: Placement,
  order: readonly Host[],
  pairs: readonly Pair[],
  tunnel: MeshTunnel,
): { hosts: MeshHost[]; links: Link[] } {
  const { portPrefix } = tunnelOf(tunnel.kind);
  const sites = hasSites(manifest.hosts);
  const made = order.map((host) => {
    const place = placement.places.get(host.name);
    const [inside, outside] = [insideOf(host), outsideOf(host)];
    if (!place || !host.address || !inside || !outside) throw new Error(`${host.name} has no place or address`);
    const links: HostLink[] = [];
    const hasSeveral = sites && inside.address.text !== outside.address.text;
    const planned = {
      name: host.name,
      ...place,
      address: host.address,
      inside,
      source: hasSeveral || isNamed(inside.address) ? undefined : inside.address,
      site: host.site,
      mtu: underlayMtu(host, sites),
      links,
    };
    return { planned, inside, outside };
  });
  const links: Link[] = [];
  for (const [first, second] of pairs) {
    const [a, b] = [made[first], made[second]];
    if (!a || !b) throw new Error(`link ${first} to ${second} has no host`);
    const number = (a.planned.number - 1) ^ (b.planned.number - 1);
    const name = `${portPrefix}${number}`;
    const way = a.planned.site === b.planned.site ? 'inside' : 'outside';
    a.planned.links.push({ name, number, peer: b.planned, remote: b[way] });
    b.planned.links.push({ name, number, peer: a.planned, remote: a[way] });
    links.push({ name, number, hosts: [a.planned.name, b.planned.name] });
  }
  for (const { planned } of made) planned.links.sort((a, b) => a.number - b.number);
  const byName = new Map(made.map(({ planned }) => [planned.name, planned]));
  return { hosts: manifest.hosts.flatMap((host) => byName.get(host.name) ?? []), links };
}
