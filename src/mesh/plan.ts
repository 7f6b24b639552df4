import { cidrText } from '../addresses/cidr.ts';
import type { Reporter } from '../diagnostics/reporter.ts';
import type { Host, Manifest } from '../manifest/manifest.ts';
import type { Family } from '../tunnels/tunnel.ts';
import { tunnelOf } from '../tunnels/tunnels.ts';
import {
  bridgesExhausted,
  lockFrozen,
  lockOfAnother,
  lockUnreadable,
  longTree,
  mtuTooLarge,
  noLock,
  slicesExhausted,
  tooManyBridges,
  tooManyPorts,
} from './laws.ts';
import { type Lock, type LockedNetwork, lockText, parseLock } from './lock.ts';
import { chooseLoops, loopFacts, MOST_BRIDGES } from './loops.ts';
import type { HostLink, Link, Mesh, MeshHost, MeshTunnel } from './mesh.ts';
import { meshMtu, mtuArithmetic, underlayMtu } from './mtu.ts';
import { defaultBridges, type Placement, placeHosts, type Ranges } from './places.ts';
import { bridgesAcross, neighbours, type Pair, pairsOf } from './topology.ts';

export interface PlanOptions {
  /** The lock file's text, or undefined where there is none. */
  readonly lock?: string | undefined;
  /** A needed change of the lock is an error. */
  readonly frozen?: boolean | undefined;
  /** Nobody is there to commit a new lock file. */
  readonly ci?: boolean | undefined;
}

export interface Plan {
  readonly mesh: Mesh;
  /** What the lock file is to hold. */
  readonly lock: string;
}

/** The numbers of a checked manifest. Faults go to the reporter; with an error there is no plan. */
export function planMesh(manifest: Manifest, options: PlanOptions, reporter: Reporter): Plan | undefined {
  const ranges = rangesOf(manifest);
  const network = lockedNetwork(ranges);
  const lock = readLock(manifest, network, options, reporter);
  if (reporter.failed) return undefined;
  const placement = placeHosts(manifest.hosts, ranges, lock);
  reportExhausted(manifest, ranges, placement, reporter);
  const tunnel = tunnelOfMesh(manifest);
  const mtu = meshMtu(manifest.hosts, tunnel, manifest.input.network?.mtu);
  if (mtu.value > mtu.computed) {
    reporter.report(mtuTooLarge, {
      path: ['network', 'mtu'],
      message: `network.mtu ${mtu.value} is more than the narrowest link carries: ${mtuArithmetic(mtu)} bytes, to ${mtu.narrowest}`,
      hint: `Take ${mtu.computed} or less, or leave network.mtu out.`,
    });
  }
  if (reporter.failed) return undefined;
  const order = manifest.hosts.toSorted((a, b) => numberOf(placement, a) - numberOf(placement, b));
  const pairs = pairsOf(
    manifest.topology,
    order.map((host) => host.name),
  );
  const loops = chooseLoops(manifest);
  const mesh: Mesh = {
    name: manifest.name,
    ...ranges,
    tunnel,
    loops,
    mtu,
    masquerade: manifest.masquerade,
    ...linkHosts(manifest, placement, order, pairs, tunnel),
  };
  checkLoops(mesh, manifest, pairs, reporter);
  const text = lockText({ cluster: manifest.name, network, hosts: placement.places, retired: placement.retired });
  if (options.frozen && text !== options.lock) {
    reporter.report(lockFrozen, {
      path: [],
      message:
        options.lock === undefined
          ? 'there is no lock file, and --frozen makes none'
          : `the lock file would change, and --frozen forbids it: ${lockChange(lock, placement)}`,
      hint: 'Compile once without --frozen and commit the lock file.',
    });
  } else if (options.ci && options.lock === undefined) {
    reporter.report(noLock, {
      path: [],
      message: 'there is no lock file, and the one that a CI run makes is lost: the next run may move hosts',
      hint: 'Compile once by hand and commit the lock file, or say why not: allow: { MI0552: why }.',
    });
  }
  return reporter.failed ? undefined : { mesh, lock: text };
}

function rangesOf({ subnet, slicePrefix, bridges, layout }: Manifest): Ranges {
  if (!subnet || slicePrefix === undefined) throw new Error('a manifest without a subnet passed the check');
  return { subnet, slicePrefix, bridges: bridges ?? defaultBridges(subnet, slicePrefix), layout };
}

function lockedNetwork({ subnet, layout, slicePrefix, bridges }: Ranges): LockedNetwork {
  return { subnet: cidrText(subnet), layout, slice: `/${slicePrefix}`, bridges: cidrText(bridges) };
}

function readLock(
  manifest: Manifest,
  network: LockedNetwork,
  { lock: text }: PlanOptions,
  reporter: Reporter,
): Lock | undefined {
  if (text === undefined) return undefined;
  const lock = parseLock(text);
  if ('fault' in lock) {
    reporter.report(lockUnreadable, {
      path: [],
      message: `the lock file cannot be used: line ${lock.line}: ${lock.fault}`,
      hint: 'Take the file back from version control, or delete it to plan every host anew.',
    });
    return undefined;
  }
  const keys = ['subnet', 'layout', 'slice', 'bridges'] as const;
  const changed = keys.filter((key) => lock.network[key] !== network[key]);
  // A default range of mesh addresses follows from the others: to name it too would only confuse.
  const moved = manifest.bridges ? changed : changed.filter((key, index) => key !== 'bridges' || index === 0);
  const differences = [
    ...(lock.cluster === manifest.name
      ? []
      : [{ path: ['name'], message: `name is ${manifest.name}, the lock's is ${lock.cluster}` }]),
    ...moved.map((key) => ({
      path: ['network', key],
      message: `network.${key} is ${network[key]}, the lock's is ${lock.network[key]}`,
    })),
  ];
  for (const { path, message } of differences) {
    reporter.report(lockOfAnother, {
      path,
      message: `the lock file was made for another network: ${message}; every host would move`,
      hint: 'If every host may get new addresses, delete the lock file; else take the old value back.',
    });
  }
  return lock;
}

function reportExhausted(manifest: Manifest, ranges: Ranges, placement: Placement, reporter: Reporter): void {
  const { withoutSlice, withoutBridge } = placement;
  const first = (names: readonly string[]): string =>
    names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ');
  if (withoutSlice.length > 0) {
    reporter.report(slicesExhausted, {
      path: ['hosts', withoutSlice[0] ?? ''],
      at: 'key',
      message: `network.subnet ${cidrText(ranges.subnet)} has no /${ranges.slicePrefix} slice left for ${first(withoutSlice)} (${manifest.hosts.length} hosts; the range of mesh addresses ${cidrText(ranges.bridges)} takes its part)`,
      hint: 'Take a larger network.subnet or a longer network.slice.',
    });
  }
  if (withoutBridge.length > 0) {
    reporter.report(bridgesExhausted, {
      path: ['hosts', withoutBridge[0] ?? ''],
      at: 'key',
      message: `network.bridges ${cidrText(ranges.bridges)} has no mesh address left for ${first(withoutBridge)} (${manifest.hosts.length} hosts)`,
      hint: 'Take a larger network.bridges.',
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
  const made = order.map((host) => {
    const place = placement.places.get(host.name);
    if (!place || !host.address) throw new Error(`${host.name} has no place or address`);
    const links: HostLink[] = [];
    return { name: host.name, ...place, address: host.address, mtu: underlayMtu(host), links };
  });
  const links: Link[] = [];
  for (const [first, second] of pairs) {
    const [a, b] = [made[first], made[second]];
    if (!a || !b) throw new Error(`link ${first} to ${second} has no host`);
    const number = (a.number - 1) ^ (b.number - 1);
    const name = `${portPrefix}${number}`;
    a.links.push({ name, number, peer: b });
    b.links.push({ name, number, peer: a });
    links.push({ name, number, hosts: [a.name, b.name] });
  }
  for (const host of made) host.links.sort((a, b) => a.number - b.number);
  const byName = new Map(made.map((host) => [host.name, host]));
  return { hosts: manifest.hosts.flatMap((host) => byName.get(host.name) ?? []), links };
}

/** The laws that a spanning tree sets to the number of ports and the length of paths. */
function checkLoops(mesh: Mesh, manifest: Manifest, pairs: readonly Pair[], reporter: Reporter): void {
  const { ports, title } = loopFacts(mesh.loops.kind);
  if (ports === undefined) return;
  const at = manifest.input.network?.loops ? ['network', 'loops'] : ['network', 'topology'];
  const busiest = mesh.hosts.find((host) => host.links.length > ports);
  if (busiest) {
    reporter.report(tooManyPorts, {
      path: at,
      message: `${title} allows ${ports} ports on a bridge; ${busiest.name} would have ${busiest.links.length} tunnels`,
      hint: 'Use fewer links, or the full mesh with split horizon.',
    });
  }
  if (manifest.topology === 'full') return;
  const across = bridgesAcross(neighbours(mesh.hosts.length, pairs));
  if (across > MOST_BRIDGES) {
    reporter.report(tooManyBridges, {
      path: at,
      message: `${title} allows ${MOST_BRIDGES} bridges on a path, ends counted; this mesh has ${across}`,
      hint: 'Add links that shorten the way, or use topology: full.',
    });
  } else if (manifest.topology === 'ring' && mesh.hosts.length > MOST_BRIDGES) {
    reporter.report(longTree, {
      path: ['network', 'topology'],
      message: `the tree of a ring is a chain of all its ${mesh.hosts.length} bridges; ${title}'s timers are made for ${MOST_BRIDGES}`,
      hint: 'Add links across with {links: …}, or use topology: full.',
    });
  }
}

function lockChange(lock: Lock | undefined, placement: Placement): string {
  const before = lock?.hosts ?? new Map();
  const added = [...placement.places.keys()].filter((name) => !before.has(name));
  const removed = [...before.keys()].filter((name) => !placement.places.has(name));
  const parts = [
    added.length > 0 ? `new: ${added.join(', ')}` : '',
    removed.length > 0 ? `gone: ${removed.join(', ')}` : '',
  ].filter((part) => part !== '');
  return parts.join('; ') || 'a pin moved a host, or the file was edited';
}
