import type { Membership, Mesh } from '../mesh/mesh.ts';

/** What a spanning tree makes of a mesh. */
export interface Tree {
  readonly root: string;
  /** Those that forward, by their places in `mesh.links`. */
  readonly links: ReadonlySet<number>;
}

/**
 * The links that a spanning tree lets forward while all hosts run; undefined where all do: under split horizon, and where there are routes. The root is the bridge of the lowest MAC, that is of the lowest mesh address, since all have one
 * priority and all links one cost (IEEE 802.1D-2004, 17.6): each bridge keeps the way of fewest links to it, of equal ones
 * that by the bridge of the lowest MAC.
 */
export function forwardingTree(mesh: Mesh): Tree | undefined {
  const { members, loops } = mesh;
  if (loops.kind === 'split-horizon' || loops.kind === 'none') return undefined;
  const root = members.reduce((lowest, host) => (host.bridge < lowest.bridge ? host : lowest));
  const parents = parentsOf(root, members);
  const isKept = ([a, b]: readonly [string, string]): boolean => parents.get(a) === b || parents.get(b) === a;
  const forward = mesh.links.flatMap(({ hosts: ends }, index) => (isKept(ends) ? [index] : []));
  return { root: root.name, links: new Set(forward) };
}

/** The bridge that each one reaches the root by; the root itself has none. */
function parentsOf(root: Membership, members: readonly Membership[]): ReadonlyMap<string, string> {
  const byName = new Map(members.map((member) => [member.name, member]));
  const parents = new Map<string, string>();
  let level: readonly Membership[] = [root];
  while (level.length > 0) {
    const next: string[] = [];
    // In the order of their MACs, so that the lowest of those equally near is the parent.
    for (const host of level.toSorted((a, b) => a.bridge - b.bridge)) {
      for (const { peer } of host.links) {
        if (peer.name === root.name || parents.has(peer.name)) continue;
        parents.set(peer.name, host.name);
        next.push(peer.name);
      }
    }
    level = next.flatMap((name) => byName.get(name) ?? []);
  }
  return parents;
}
