import type { Mesh, MeshHost } from '../mesh/mesh.ts';

/**
 * The links that a spanning tree lets forward while all hosts run, by their places in `mesh.links`; undefined under split
 * horizon, where all do. The root is the bridge of the lowest MAC, that is of the lowest mesh address, since all have one
 * priority and all links one cost (IEEE 802.1D-2004, 17.6): each bridge keeps the way of fewest links to it, of equal ones
 * that by the bridge of the lowest MAC.
 */
export function forwardingLinks({ hosts, links, loops }: Mesh): ReadonlySet<number> | undefined {
  if (loops.kind === 'split-horizon') return undefined;
  const parents = parentsOf(hosts);
  const isKept = ([a, b]: readonly [string, string]): boolean => parents.get(a) === b || parents.get(b) === a;
  return new Set(links.flatMap(({ hosts: ends }, index) => (isKept(ends) ? [index] : [])));
}

/** The spanning tree's root while all hosts run: the host of the lowest mesh address. */
export const treeRoot = (hosts: readonly MeshHost[]): MeshHost =>
  hosts.reduce((lowest, host) => (host.bridge < lowest.bridge ? host : lowest));

/** The bridge that each one reaches the root by; the root itself has none. */
function parentsOf(hosts: readonly MeshHost[]): ReadonlyMap<string, string> {
  const root = treeRoot(hosts);
  const parents = new Map<string, string>();
  let level: readonly MeshHost[] = [root];
  while (level.length > 0) {
    const next: MeshHost[] = [];
    // In the order of their MACs, so that the lowest of those equally near is the parent.
    for (const host of level.toSorted((a, b) => a.bridge - b.bridge)) {
      for (const { peer } of host.links) {
        if (peer === root || parents.has(peer.name)) continue;
        parents.set(peer.name, host.name);
        next.push(peer);
      }
    }
    level = next;
  }
  return parents;
}
