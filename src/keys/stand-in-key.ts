import { base64 } from '../document/encoding.ts';

/** As good as random for a packer, and the same each time: numbers of a linear congruential generator (Numerical Recipes). */
const [FACTOR, SUMMAND] = [1_664_525, 1_013_904_223];
/** FNV-1a's, of 32 bits. */
const [OFFSET, PRIME] = [0x811c9dc5, 0x01000193];

/**
 * What takes a key's place where nobody gave the seed: a document for `check` and `plan` has its true size with it. No
 * host is booted with one.
 */
export const standInKey = (what: string): string => base64(standInBytes(what, 32));

/** So many bytes, which follow from a text. */
export function standInBytes(what: string, length: number): Uint8Array {
  let state = OFFSET;
  for (const character of what) state = Math.imul(state ^ (character.codePointAt(0) ?? 0), PRIME) >>> 0;
  const bytes = new Uint8Array(length);
  for (let index = 0; index < bytes.length; index += 1) {
    state = (Math.imul(state, FACTOR) + SUMMAND) >>> 0;
    bytes[index] = state >>> 24;
  }
  return bytes;
}
