import { cidrText } from '../addresses/cidr.ts';
import { counted, figure } from '../counted.ts';
import type { Reporter } from '../diagnostics/reporter.ts';
import { layoutOf } from '../layouts/layouts.ts';
import type { Host } from '../manifest/host.ts';
import { type Network, networkKey, networkPath } from '../manifest/network.ts';
import { tunnelOf, tunnelOpenings } from '../tunnels/tunnels.ts';
import { apartPair, canLink } from './can-link.ts';
import { checkLoops } from './check-loops.ts';
import { chooseTopology } from './choose-topology.ts';
import { controlOpenings } from './control.ts';
import { hiddenLink } from './encryption-laws.ts';
import { bridgesExhausted, mtuTooLarge, portTooLong, slicesExhausted, subnet6Mtu, tooManyLinks } from './laws.ts';
import { eachLink, linkMembers } from './link-members.ts';
import { chooseLoops } from './loops.ts';
import type { Control, Mesh, MeshMtu, MeshTunnel, Node, Topology } from './mesh.ts';
import { meshMtu, mtuArithmetic } from './mtu.ts';
import { furtherNames, mainNames, type NetworkNames } from './network-names.ts';
import type { Pair, Pairs } from './pair.ts';
import {
  defaultBridges,
  type KnownPlaces,
  numberedPlace,
  type Placement,
  placeMembers,
  type Ranges,
} from './places.ts';
import type { Subnet6 } from './subnet6.ts';
import { countLinks, hopsFrom, neighbours, pairsOf } from './topology.ts';

/** The most links that are ever held, or printed. */
export const MOST_LINKS = 2_000_000;
/** Where a link is routes that follow from the peer's numbers: ten thousand hosts. */
const MOST_ROUTED = 50_000_000;

/** What a network's plan depends on besides its description. */
export interface MeshOptions {
  /** The cluster's nodes by their names, those of the network among them. */
  readonly nodes: ReadonlyMap<string, Node>;
  /** Of a further network with tunnels of its own. */
  readonly key?: number | undefined;
  /** Where its containers have IPv6. */
  readonly subnet6?: Subnet6 | undefined;
  /** Of the main network, whose members are all hosts. */
  readonly control?: Control | undefined;
  /** What the lock has of this network. */
  readonly known: KnownPlaces | undefined;
  /** The most links that are planned: 2,000,000 unless given, and 50,000,000 in layout routed. */
  readonly mostLinks?: number | undefined;
}

export interface PlannedMesh {
  readonly mesh: Mesh;
  readonly placement: Placement;
}

/** The numbers of one network, whichever others there are. Faults go to the reporter; with an error there is no plan. */
export function planMesh(
  network: Network,
  { nodes, key, subnet6, control, known, mostLinks }: MeshOptions,
  reporter: Reporter,
): PlannedMesh | undefined {
  const ranges = rangesOf(network);
  const topology = chooseTopology(network);
  if (!checkSize(network, topology.topology, mostLinks, reporter)) return undefined;
  const placement = layoutOf(network.layout).isBuilt
    ? placeMembers(network.members, ranges, known)
    : numberMembers(network.members, nodes);
  const mtu = meshMtu(network);
  const isPlaced = checkPlaces(network, ranges, placement, reporter);
  if (!checkMtu(network, mtu, reporter) || !isPlaced) return undefined;
  if (subnet6 && !checkMtu6(network, mtu, reporter)) return undefined;
  const tunnel = tunnelOfMesh(network, key);
  const order = network.members.map(({ host }) => nodeOf(nodes, host.name)).toSorted((a, b) => a.number - b.number);
  const pairs = possiblePairs(network, topology.topology, order, reporter);
  if (!pairs) return undefined;
  const names = namesOf(network);
  const linked = linkMembers(network, names, placement.places, order, pairs);
  const mesh: Mesh = {
    name: network.name,
    path: network.path,
    ...ranges,
    subnet6,
    tunnel,
    openings: [...tunnelOpenings(tunnel.kind, tunnel.port), ...(control ? controlOpenings : [])],
    topology,
    loops: chooseLoops(network),
    mtu,
    masquerade: network.masquerade && !network.internal,
    docker: network.docker,
    vlan: network.carrier?.vlan,
    internal: network.internal,
    names,
    ...linked,
    get links() {
      return [...eachLink(linked.members)];
    },
  };
  if (!network.carrier) checkLoops(mesh, network, pairs, reporter);
  checkPorts(mesh, reporter);
  return { mesh, placement };
}

/** Where nothing is built, a host's place follows from its number. */
const numberMembers = (members: Network['members'], nodes: MeshOptions['nodes']): Placement => ({
  places: new Map(members.map(({ host: { name } }) => [name, numberedPlace(nodeOf(nodes, name))])),
  withoutSlice: [],
  withoutBridge: [],
  resting: [],
});

/** What places are taken from; of a network that rules have found right. */
export function rangesOf({ subnet, slicePrefix, bridges, layout }: Network): Ranges {
  if (!subnet || slicePrefix === undefined) throw new Error('a network without a subnet passed the check');
  return { subnet, slicePrefix, bridges: bridges ?? defaultBridges(subnet, slicePrefix), layout };
}

function namesOf({ name, layout, tunnel, isMain, docker, carrier }: Network): NetworkNames {
  const facts = [layoutOf(layout), tunnelOf(tunnel.kind)] as const;
  if (isMain) return mainNames(docker, ...facts);
  const names = furtherNames(name, ...facts);
  // What rides on another's tunnels has their ports.
  return carrier ? { ...names, ports: namesOf(carrier.network).ports } : names;
}

function nodeOf(nodes: ReadonlyMap<string, Node>, name: string): Node {
  const node = nodes.get(name);
  if (!node) throw new Error(`${name} is no node of the cluster`);
  return node;
}

function tunnelOfMesh({ tunnel: { kind, family, ...given } }: Network, key: number | undefined): MeshTunnel {
  const { defaultKey, defaultPort } = tunnelOf(kind);
  const { encryptedOver } = given;
  return {
    kind,
    family,
    key: given.key ?? key ?? defaultKey,
    port: given.port ?? defaultPort,
    ...(encryptedOver && { encryptedOver }),
  };
}

/**
 * The links of whose hosts at least one can be reached. A full mesh does without the others; another topology was chosen for
 * its links.
 */
function possiblePairs(
  network: Network,
  topology: Topology,
  order: readonly Node[],
  reporter: Reporter,
): Pairs | undefined {
  const wanted = pairsOf(topology, order);
  const hosts = new Map(network.members.map(({ host }) => [host.name, host]));
  if (!apartPair([...hosts.values()])) return wanted;
  const ordered = order.flatMap(({ name }) => hosts.get(name) ?? []);
  const isPossible = ([a, b]: Pair): boolean => canLink(ordered[a] as Host, ordered[b] as Host);
  const missing = firstOf(wanted, (pair) => !isPossible(pair));
  if (!missing) return wanted;
  const { isRouted } = layoutOf(network.layout);
  if (topology === 'full' && !isRouted) {
    const pairs = [...wanted].filter(isPossible);
    if (!hopsFrom(0, neighbours(order.length, pairs)).includes(-1)) return pairs;
  }
  reporter.report(hiddenLink, {
    path: network.input.topology ? networkPath(network, 'topology') : network.membersPath,
    at: 'key',
    message: `there would be a link between ${missing.map((index) => order[index]?.name).join(' and ')}, but both are behind NAT: neither reaches the other first`,
    hint: isRouted
      ? 'Give one of them an address: in layout routed no host forwards for others.'
      : 'Use topology: full, or {star: [HUB]} with a hub that has an address: such hosts then reach each other over it.',
  });
  return undefined;
}

/** Of fifty million: passed over, not kept. */
function firstOf<Value>(values: Iterable<Value>, isWanted: (value: Value) => boolean): Value | undefined {
  for (const value of values) if (isWanted(value)) return value;
  return undefined;
}

/** IFNAMSIZ of Linux, its closing zero taken off. */
const LONGEST_DEVICE = 15;

/** The digits of a link's number and the network's name share a device's name. */
function checkPorts(mesh: Mesh, reporter: Reporter): void {
  // No link has a longer number than the largest with as many bits as a host's.
  const most = mesh.members.reduce((bits, { number }) => bits | number, 0);
  const longest = `${mesh.names.ports}${2 ** (32 - Math.clz32(most))}`;
  if (longest.length <= LONGEST_DEVICE) return;
  const long = firstOf(eachLink(mesh.members), ({ name }) => name.length > LONGEST_DEVICE);
  if (!long) return;
  reporter.report(portTooLong, {
    path: mesh.path,
    at: 'key',
    message: `the port ${long.name} between ${long.hosts.join(' and ')} has ${long.name.length} characters; a device's name has at most ${LONGEST_DEVICE}`,
    hint: 'Give the network a shorter name.',
  });
}

function checkSize(network: Network, topology: Topology, given: number | undefined, reporter: Reporter): boolean {
  const { isRouted } = layoutOf(network.layout);
  const most = given ?? (isRouted ? MOST_ROUTED : MOST_LINKS);
  const hosts = network.members.length;
  const count = countLinks(topology, hosts);
  if (count <= most) return true;
  const figures = `${counted(count, 'link')} among ${counted(hosts, 'host')}`;
  reporter.report(tooManyLinks, {
    path: network.input.topology ? networkPath(network, 'topology') : network.membersPath,
    at: 'key',
    message: `the mesh would have ${figures}; the maximum is ${figure(most)}`,
    hint: isRouted
      ? `Make several clusters of them.${most < MOST_ROUTED ? ` Commands that make no list of links take ${figure(MOST_ROUTED)}: check, compile, plan without --json.` : ''}`
      : `Use a sparser ${networkKey(network, 'topology')}, such as {survive: 2}.`,
  });
  return false;
}

function checkPlaces(
  network: Network,
  ranges: Ranges,
  { withoutSlice, withoutBridge }: Placement,
  reporter: Reporter,
): boolean {
  const first = (names: readonly string[]): string =>
    names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ');
  const placeOf = ([first]: readonly string[]) => ({
    path: network.members.find(({ host }) => host.name === first)?.path ?? network.path,
    at: 'key' as const,
  });
  const hosts = counted(network.members.length, 'host');
  if (withoutSlice.length > 0) {
    reporter.report(slicesExhausted, {
      ...placeOf(withoutSlice),
      message: `${networkKey(network, 'subnet')} ${cidrText(ranges.subnet)} has no /${ranges.slicePrefix} slice left for ${first(withoutSlice)} (${hosts}; the range of mesh addresses, ${cidrText(ranges.bridges)}, is part of it)`,
      hint: `Use a larger ${networkKey(network, 'subnet')} or a longer ${networkKey(network, 'slice')}.`,
    });
  }
  if (withoutBridge.length > 0) {
    reporter.report(bridgesExhausted, {
      ...placeOf(withoutBridge),
      message: `${networkKey(network, 'bridges')} ${cidrText(ranges.bridges)} has no mesh address left for ${first(withoutBridge)} (${hosts})`,
      hint: `Use a larger ${networkKey(network, 'bridges')}.`,
    });
  }
  return withoutSlice.length + withoutBridge.length === 0;
}

function checkMtu(network: Network, mtu: MeshMtu, reporter: Reporter): boolean {
  if (mtu.value <= mtu.computed) return true;
  const key = networkKey(network, 'mtu');
  reporter.report(mtuTooLarge, {
    path: networkPath(network, 'mtu'),
    message: `${key} ${mtu.value} exceeds what the narrowest link carries: ${mtuArithmetic(mtu)} bytes, at ${mtu.narrowest}`,
    hint: `Use ${mtu.computed} or less, or remove ${key}.`,
  });
  return false;
}

/** RFC 8200, section 5. */
const LEAST_IPV6_MTU = 1280;

function checkMtu6(network: Network, mtu: MeshMtu, reporter: Reporter): boolean {
  if (mtu.value >= LEAST_IPV6_MTU) return true;
  const isAsked = network.mtu !== undefined && mtu.computed >= LEAST_IPV6_MTU;
  reporter.report(subnet6Mtu, {
    path: networkPath(network, 'subnet6'),
    message: isAsked
      ? `IPv6 needs ${LEAST_IPV6_MTU} bytes, and ${networkKey(network, 'mtu')} is ${mtu.value}`
      : `IPv6 needs ${LEAST_IPV6_MTU} bytes, and the narrowest link carries ${mtuArithmetic(mtu)}, at ${mtu.narrowest}`,
    hint: isAsked
      ? `Remove ${networkKey(network, 'mtu')}, or ${networkKey(network, 'subnet6')}.`
      : `Use an underlay of at least ${LEAST_IPV6_MTU + mtu.underlay - mtu.computed} bytes and say so with mtu, or remove ${networkKey(network, 'subnet6')}.`,
    related: isAsked ? [{ path: networkPath(network, 'mtu'), message: `${mtu.value} bytes` }] : [],
  });
  return false;
}
