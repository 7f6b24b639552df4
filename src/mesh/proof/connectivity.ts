import { DisjointWays } from './disjoint-ways.ts';

/** Steps of search that a proof may take: about a second. */
const MOST_STEPS = 3e8;

/**
 * How many hosts must die before the others can be in pieces, by Esfahanian and Hakimi's algorithm (1984): some pair
 * with the fewest ways between them has as its one end a host of least degree, or two of its peers as its ends.
 * @returns hosts − 1 for a full mesh; undefined where it would take too long
 */
export function connectivity(lists: readonly (readonly number[])[]): number | undefined {
  const hosts = lists.length;
  const links = lists.reduce((sum, list) => sum + list.length, 0) / 2;
  let start = 0;
  for (const [host, list] of lists.entries()) if (list.length < (lists[start]?.length ?? 0)) start = host;
  const near = lists[start] ?? [];
  if (links === (hosts * (hosts - 1)) / 2) return hosts - 1;
  let least = near.length;
  if ((hosts + (least * least) / 2) * (least + 1) * (hosts + 4 * links) > MOST_STEPS) return undefined;
  const ways = new DisjointWays(lists);
  const around = new Set([start, ...near]);
  for (let host = 0; host < hosts; host += 1) {
    if (!around.has(host)) least = Math.min(least, ways.between(start, host, least));
  }
  for (const [index, a] of near.entries()) {
    const joined = new Set(lists[a]);
    for (const b of near.slice(index + 1)) if (!joined.has(b)) least = Math.min(least, ways.between(a, b, least));
  }
  return least;
}

/**
 * Whether a mesh with hubs is in one piece whichever `survive` hosts die: each host has survive + 1 ways that share no
 * host to as many different hubs, so one of them is left, and all hubs are linked to one another. Quick for any size.
 */
export function survivesByHubs(
  lists: readonly (readonly number[])[],
  hubs: readonly number[],
  survive: number,
): boolean {
  const isHub = new Set(hubs);
  if (hubs.length <= survive) return false;
  for (const hub of hubs) {
    const peers = new Set(lists[hub]);
    if (!hubs.every((other) => other === hub || peers.has(other))) return false;
  }
  const ways = new DisjointWays(lists);
  return lists.every(
    (_, host) => isHub.has(host) || ways.toDifferent(host, (end) => isHub.has(end), survive + 1) > survive,
  );
}
