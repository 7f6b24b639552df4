import type { Pair } from '../pair.ts';
import { fullPairs } from './full-pairs.ts';
import { hubPairs } from './hub-pairs.ts';
import { mostInRing, ringPairs } from './ring-pairs.ts';

/** How a mesh that survives is built: every host alike, a ring with chords, or blocks of hosts around hubs. */
export type Construction = 'full' | 'ring' | 'hubs';

/** The construction with the fewest links that stays within reach, also after the deaths. */
export function constructionOf(hosts: number, survive: number): Construction {
  // Of one host more than that any two would be joined by too few others.
  if (hosts <= survive + 2) return 'full';
  return hosts <= mostInRing(survive) ? 'ring' : 'hubs';
}

/** No mesh that survives the loss of `survive` hosts has fewer links: each host needs one more than can be lost. */
export const fewestLinks = (hosts: number, survive: number): number =>
  Math.ceil((Math.min(survive + 1, hosts - 1) * hosts) / 2);

/**
 * The links of a mesh that stays in one piece, and at most 7 bridges across, whichever `survive` hosts die.
 * docs/topologies.md has the constructions, their sources and their proof.
 * @param numbers the hosts' numbers, ascending
 * @returns pairs of indices into them, the lower first, each once, in no order
 */
export function survivingPairs(numbers: readonly number[], survive: number): Pair[] {
  switch (constructionOf(numbers.length, survive)) {
    case 'full':
      return fullPairs(numbers.length);
    case 'ring':
      return ringPairs(numbers.length, survive);
    case 'hubs':
      return hubPairs(numbers, survive);
  }
}
