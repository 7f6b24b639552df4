import type { Pair } from '../pair.ts';

/** A link between any two. */
export function fullPairs(hosts: number): Pair[] {
  const pairs: Pair[] = [];
  for (let a = 0; a < hosts; a += 1) for (let b = a + 1; b < hosts; b += 1) pairs.push([a, b]);
  return pairs;
}
