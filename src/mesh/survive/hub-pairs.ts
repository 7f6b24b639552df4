import type { Pair } from '../pair.ts';

/** A hub's tunnels: as many as STP can number, so that the same mesh does for every loop protection. */
const MOST_PORTS = 255;

/** Sizes of a mesh with hubs that survives the loss of `survive` hosts. */
interface HubShape {
  /** Hubs that one block of hosts is linked to: one more than can be lost. */
  readonly width: number;
  /** How many such sets of hubs there are. */
  readonly sets: number;
  /** Hosts of a whole block. */
  readonly block: number;
}

/**
 * Links of hosts in blocks around hubs. From each host lead survive + 1 ways that share no other host to as many
 * different hubs, over at most two others, so one is left whichever die; and the hubs are linked to one another.
 * Blocks and hubs go by the hosts' numbers, which never change: who comes or goes changes one block and its hubs.
 * @param numbers the hosts' numbers, ascending
 */
export function hubPairs(numbers: readonly number[], survive: number): Pair[] {
  const { width, sets, block } = hubShape(numbers.length, survive);
  const hubs = chooseHubs(numbers, width * sets);
  const isHub = new Set(hubs);
  const blocks = new Map<number, number[]>();
  for (const [host, number] of numbers.entries()) {
    if (isHub.has(host)) continue;
    const index = Math.floor((number - 1 - hubs.length) / block);
    const members = blocks.get(index);
    if (members) members.push(host);
    else blocks.set(index, [host]);
  }
  const pairs: Pair[] = [];
  const link = (a: number, b: number): unknown => pairs.push(a < b ? [a, b] : [b, a]);
  for (const [index, members] of blocks) {
    const set = ((index % sets) + sets) % sets;
    linkBlock(members, hubs.slice(set * width, (set + 1) * width), block, link);
  }
  // Where one host may die, two hubs reach each other through the blocks; more could cut too many of these.
  if (survive > 1 || sets > 1) linkAll(hubs, link);
  return pairs;
}

/** The hubs of a mesh, as indices into its hosts in the order of their numbers. */
export const hubsOf = (numbers: readonly number[], survive: number): number[] => {
  const { width, sets } = hubShape(numbers.length, survive);
  return chooseHubs(numbers, width * sets).toSorted((a, b) => a - b);
};

/**
 * With one set of hubs whole blocks have 2 · survive + 1 hosts, with more sets survive + 1: a host that lost its hub is
 * one hop further from the next in the large ones, and from one set to another is a hop more. The sets are doubled until
 * a hub has few enough ports, so that they change seldom while the cluster grows.
 */
function hubShape(hosts: number, survive: number): HubShape {
  const width = survive + 1;
  const one: HubShape = { width, sets: 1, block: 2 * survive + 1 };
  let best = { shape: one, ports: portsOf(hosts, one) };
  for (let sets = 2; best.ports > MOST_PORTS && width * sets * 2 < hosts; sets *= 2) {
    const shape = { width, sets, block: width };
    const ports = portsOf(hosts, shape);
    if (ports < best.ports) best = { shape, ports };
  }
  return best.shape;
}

/**
 * Tunnels of the busiest hub: one for each block and those to other hubs. Never falls while a cluster grows, so the sets
 * change once; hosts left over can be `survive` more, for which 255 leaves room in RSTP alone.
 */
function portsOf(hosts: number, { width, sets, block }: HubShape): number {
  const hubs = width * sets;
  return Math.ceil(Math.floor((hosts - hubs) / block) / sets) + hubs - 1;
}

/** A hub for each remainder of the hosts' numbers: where one leaves, one other takes its place and no hub moves. */
function chooseHubs(numbers: readonly number[], count: number): number[] {
  const hubs = new Array<number | undefined>(count).fill(undefined);
  const left: number[] = [];
  for (const [host, number] of numbers.entries()) {
    const slot = (number - 1) % count;
    if (hubs[slot] === undefined) hubs[slot] = host;
    else left.push(host);
  }
  // Where hosts have left, a remainder may be nobody's.
  let next = 0;
  return hubs.map((host) => {
    if (host !== undefined) return host;
    next += 1;
    return left[next - 1] ?? 0;
  });
}

/**
 * A whole large block: as many outer hosts as there are hubs, each with its own, and `survive` inner ones, each linked
 * to all outer ones. A smaller block: outer hosts alone, linked to one another. Hosts left over go to every hub.
 */
function linkBlock(
  members: readonly number[],
  hubs: readonly number[],
  whole: number,
  link: (a: number, b: number) => unknown,
): void {
  const width = hubs.length;
  const outer = members.length < width ? [] : members.slice(0, width);
  const rest = members.slice(outer.length);
  for (const [place, hub] of hubs.entries()) {
    const host = outer[place];
    if (host !== undefined) link(host, hub);
  }
  const isWhole = members.length === whole && whole > width;
  if (!isWhole) linkAll(outer, link);
  for (const host of rest) for (const other of isWhole ? outer : hubs) link(host, other);
}

function linkAll(hosts: readonly number[], link: (a: number, b: number) => unknown): void {
  for (const [index, host] of hosts.entries()) for (const other of hosts.slice(index + 1)) link(host, other);
}
