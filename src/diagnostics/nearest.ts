import { distance } from 'fastest-levenshtein';

/** A word longer than this is no misspelling of any name, and takes long to compare. */
const LONGEST_WORD = 100;

/**
 * The candidate that somebody most likely meant, or undefined where none is near, or where two are equally near:
 * of host1 and host2, none for host9; of subnet and subnet6, for subnets the one that the other begins with.
 * Near: at most a third of the word's letters differ, and at least one may.
 */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  if (word.length > LONGEST_WORD) return undefined;
  const lower = word.toLowerCase();
  let least = Math.max(1, Math.ceil(lower.length / 3));
  let equal: string[] = [];
  for (const candidate of new Set(candidates)) {
    if (Math.abs(candidate.length - lower.length) > least) continue;
    const apart = distance(lower, candidate.toLowerCase());
    if (apart > least) continue;
    if (apart === least) equal.push(candidate);
    else equal = [candidate];
    least = apart;
  }
  return equal.find((candidate) => equal.every((other) => other.startsWith(candidate)));
}

/** "Did you mean 'x'?" or ''. */
export function didYouMean(word: string, candidates: readonly string[]): string {
  const best = nearest(word, candidates);
  return best === undefined ? '' : `Did you mean '${best}'?`;
}
