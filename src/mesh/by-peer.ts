import type { HostLink } from './mesh.ts';

/** More links than a host can have. */
const MOST = 2 ** 24;

/** A host's links by the peers' numbers. Sorted as numbers, since a thousand hosts sort a thousand links each. */
export function byPeer(links: readonly HostLink[]): HostLink[] {
  const keys = Float64Array.from(links, ({ peer }, index) => peer.number * MOST + index).sort();
  return Array.from(keys, (key) => links[key % MOST]).filter((link) => link !== undefined);
}
