import { nearest } from '../diagnostics/nearest.ts';

/** More than these are a list, no suggestion. */
const MOST = 3;

/** "Did you mean 'x'?" for a word that was cut short or misspelt, or ''. */
export function suggestion(word: string, candidates: readonly string[]): string {
  const begun = candidates.filter((candidate) => word !== '' && candidate.startsWith(word));
  const close = nearest(word, candidates);
  const meant = begun.length > 0 && begun.length <= MOST ? begun : close === undefined ? [] : [close];
  return meant.length === 0 ? '' : `Did you mean ${meant.map((candidate) => `'${candidate}'`).join(' or ')}?`;
}
