import { remembered } from '../remembered.ts';
import type { HostLink } from './mesh.ts';

/** More links than a host can have. */
const MOST = 2 ** 24;

/** A host's links by the peers' numbers. Sorted as numbers, since a thousand hosts sort a thousand links each. */
export const byPeer = remembered((links: readonly HostLink[]): readonly HostLink[] => {
  const keys = new Float64Array(links.length);
  for (let index = 0; index < links.length; index += 1) keys[index] = (links[index]?.peer.number ?? 0) * MOST + index;
  keys.sort();
  const sorted: HostLink[] = [];
  for (const key of keys) {
    const link = links[key % MOST];
    if (link) sorted.push(link);
  }
  return sorted;
});
