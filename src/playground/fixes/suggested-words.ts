import { type FixKind, replacing } from './fix.ts';

const WORDS = /'([^']+)'|(?<= )([0-9a-f.:/]*\d)(?=\?| or |, )/g;

/** "Did you mean 'a' or 'b'?": each of them in the wrong one's place. */
export const suggestedWords: FixKind = (fault) => {
  const [, asked = ''] = /Did you mean( [^?]+\?)/.exec(fault.diagnostic.hint) ?? [];
  return [...asked.matchAll(WORDS)].map(([, quoted, bare = '']) => {
    const word = quoted ?? bare;
    return replacing(fault, word, `Change to ${word}`);
  });
};
