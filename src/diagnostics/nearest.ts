import { closest, distance } from 'fastest-levenshtein';

/**
 * The candidate that somebody most likely meant, or undefined where none is near.
 * Near: at most a third of the word's letters differ, and at least one may.
 */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  if (candidates.length === 0) return undefined;
  const lower = word.toLowerCase();
  const best = closest(lower, [...candidates]);
  return distance(lower, best.toLowerCase()) <= Math.max(1, Math.ceil(lower.length / 3)) ? best : undefined;
}

/** "Did you mean 'x'?" or ''. */
export function didYouMean(word: string, candidates: readonly string[]): string {
  const best = nearest(word, candidates);
  return best === undefined ? '' : `Did you mean '${best}'?`;
}
