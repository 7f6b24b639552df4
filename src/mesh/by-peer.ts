import { remembered } from '../remembered.ts';
import type { HostLink } from './mesh.ts';

/** More links than a host can have. */
const MOST = 2 ** 24;

/**
 * A host's links by the peers' numbers. A thousand hosts sort a thousand links each: as numbers, or, where peers are most of
 * all that there are, each put where its number says.
 */
export const byPeer = remembered((links: readonly HostLink[]): readonly HostLink[] => {
  let most = 0;
  for (const { peer } of links) if (peer.number > most) most = peer.number;
  return most < links.length * 4 ? counted(links, most) : sorted(links);
});

function counted(links: readonly HostLink[], most: number): HostLink[] {
  const slots: (HostLink | undefined)[] = new Array(most + 1).fill(undefined);
  for (const link of links) slots[link.peer.number] = link;
  return slots.filter((link) => link !== undefined);
}

function sorted(links: readonly HostLink[]): HostLink[] {
  const keys = new Float64Array(links.length);
  for (let index = 0; index < links.length; index += 1) keys[index] = (links[index]?.peer.number ?? 0) * MOST + index;
  keys.sort();
  const found: HostLink[] = [];
  for (const key of keys) {
    const link = links[key % MOST];
    if (link) found.push(link);
  }
  return found;
}
