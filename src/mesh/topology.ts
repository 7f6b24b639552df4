import type { Topology } from './mesh.ts';
import type { Pair, Pairs } from './pair.ts';
import { fewestLinks, survivingPairs } from './survive/surviving-pairs.ts';

/**
 * The links that a topology asks for.
 * @param hosts in the order of their numbers, which is a ring's order
 */
export function pairsOf(
  topology: Topology,
  hosts: readonly { readonly name: string; readonly number: number }[],
): Pairs {
  if (topology === 'full') return everyPair(hosts.length);
  if (topology === 'ring') return ring(hosts.length);
  const names = hosts.map(({ name }) => name);
  if ('star' in topology) return star(topology.star, names);
  if ('links' in topology) return explicit(topology.links, names);
  return sorted(
    survivingPairs(
      hosts.map(({ number }) => number),
      topology.survive,
    ),
  );
}

/** Whether there is a link between any two. */
export const isFull = (links: number, hosts: number): boolean => links === countLinks('full', hosts);

const everyPair = (hosts: number): Pairs => ({
  length: countLinks('full', hosts),
  *[Symbol.iterator]() {
    for (let a = 0; a < hosts; a += 1) for (let b = a + 1; b < hosts; b += 1) yield [a, b];
  },
});

/** How many links that will be, without making them: at most, and of one that survives at least. */
export function countLinks(topology: Topology, hosts: number): number {
  if (topology === 'full') return (hosts * (hosts - 1)) / 2;
  if (topology === 'ring') return hosts;
  if ('star' in topology) return topology.star.length * (hosts - 1);
  return 'links' in topology ? topology.links.length : fewestLinks(hosts, topology.survive);
}

/** Of two hosts a ring is one link, not two. */
function ring(count: number): Pair[] {
  const chain = Array.from({ length: count - 1 }, (_, index): Pair => [index, index + 1]);
  return count > 2 ? sorted([...chain, [0, count - 1]]) : chain;
}

/** Every host has a link to each hub, hubs to each other too. */
function star(hubs: readonly string[], names: readonly string[]): Pair[] {
  const wanted = new Set(hubs);
  const isHub = names.map((name) => wanted.has(name));
  return names
    .flatMap((_, a) => {
      if (!isHub[a]) return [];
      // A pair of hubs is the first one's.
      return names.flatMap((_name, b): Pair[] => (b === a || (isHub[b] && b < a) ? [] : [a < b ? [a, b] : [b, a]]));
    })
    .toSorted(byEnds);
}

function explicit(links: readonly (readonly [string, string])[], names: readonly string[]): Pair[] {
  const index = new Map(names.map((name, position) => [name, position]));
  return sorted(
    links.map(([a, b]): Pair => {
      const first = index.get(a);
      const second = index.get(b);
      if (first === undefined || second === undefined) throw new Error(`link ${a} to ${b} passed the check`);
      return first < second ? [first, second] : [second, first];
    }),
  );
}

const byEnds = ([a, b]: Pair, [c, d]: Pair): number => a - c || b - d;
const sorted = (pairs: Pair[]): Pair[] => pairs.toSorted(byEnds);

/** For each host, its neighbours. */
export function neighbours(count: number, pairs: Pairs): number[][] {
  const lists: number[][] = Array.from({ length: count }, () => []);
  for (const [a, b] of pairs) {
    lists[a]?.push(b);
    lists[b]?.push(a);
  }
  return lists;
}

/** Hops from one host to every other; -1 where there is no way. */
export function hopsFrom(start: number, lists: readonly (readonly number[])[]): number[] {
  const hops = new Array<number>(lists.length).fill(-1);
  hops[start] = 0;
  const queue = [start];
  for (const here of queue) {
    for (const next of lists[here] ?? []) {
      if (hops[next] !== -1) continue;
      hops[next] = (hops[here] ?? 0) + 1;
      queue.push(next);
    }
  }
  return hops;
}

/** The most bridges on a shortest way between two hosts, both ends counted. */
export function bridgesAcross(lists: readonly (readonly number[])[]): number {
  let longest = 0;
  for (let start = 0; start < lists.length; start += 1) {
    for (const hops of hopsFrom(start, lists)) longest = Math.max(longest, hops);
  }
  return lists.length === 0 ? 0 : longest + 1;
}
