import { parseAddress } from '../addresses/address.ts';
import type { ManifestPath } from '../diagnostics/diagnostic.ts';
import { isRecord } from '../manifest/wording.ts';

const STAND_IN = '•••';
/** A shorter secret is a part of too many words: it is hidden where it stands alone. In letters. */
const SHORTEST_WORD = 4;
/** What a sentence about a secret and the secret may have in common by chance, in letters. */
const LONGEST_PART = 8;

/** One value that came by `$secret`. */
export interface Tainted {
  readonly path: ManifestPath;
  readonly value: unknown;
}

/** Which values of a manifest came by `$secret`: what must be in documents, and nowhere else. */
export class Taint {
  readonly values: readonly Tainted[];
  /** Everything that they say, in each form that an output may have it in; the longest first. */
  private readonly words: readonly string[];

  constructor(values: readonly Tainted[]) {
    this.values = values;
    const words = values.flatMap(({ value }) => textsIn(value)).flatMap(formsOf);
    this.words = [...new Set(words)].toSorted((a, b) => b.length - a.length);
  }

  /** Whether what stands at a path is secret as a whole. */
  covers(path: ManifestPath): boolean {
    return this.values.some((tainted) => begins(path, tainted.path));
  }

  /** Whether what stands at a path is secret as a whole or in part. */
  touches(path: ManifestPath): boolean {
    return this.values.some((tainted) => begins(path, tainted.path) || begins(tainted.path, path));
  }

  /**
   * A sentence without secrets.
   * @param isAbout whether it is about a secret: then what it quotes, and any longer part, may be a part of one
   */
  inSentence(sentence: string, isAbout = false): string {
    if (this.words.length === 0) return sentence;
    const parts = isAbout
      ? this.withoutParts(sentence.replace(/'([^']*)'/g, (quoted, inner) => this.unquoted(quoted, inner)))
      : sentence;
    return this.words.reduce(
      (text, word) => replaceAll(text, word.length < SHORTEST_WORD ? `'${word}'` : word, STAND_IN),
      parts,
    );
  }

  /** A file's text without secrets: of short ones, wherever no letter or digit joins them. */
  inFile(file: string): string {
    return this.words.reduce((text, word) => {
      if (word.length >= SHORTEST_WORD) return replaceAll(text, word, STAND_IN);
      return text.replace(new RegExp(`(?<![\\p{L}\\p{N}])${escaped(word)}(?![\\p{L}\\p{N}])`, 'gu'), STAND_IN);
    }, file);
  }

  /** A quoted text, unless it is cut out of a secret; what other masks left of one is such a part too. */
  private unquoted(quoted: string, inner: string): string {
    // By the signs that a hidden text is cut with: • and ….
    const parts = inner
      .toLowerCase()
      .split(/[\u2022\u2026]+/)
      .filter((part) => part !== '');
    return parts.length > 0 && parts.every((part) => this.has(part)) ? STAND_IN : quoted;
  }

  /** Without what is as long as this and in a secret too. */
  private withoutParts(sentence: string): string {
    const lower = sentence.toLowerCase();
    if (lower.length !== sentence.length) return STAND_IN;
    let result = '';
    for (let at = 0; at < sentence.length; ) {
      const shortest = at + LONGEST_PART + 1;
      let end = shortest;
      while (end <= sentence.length && this.has(lower.slice(at, end))) end += 1;
      const isPart = end > shortest;
      result += isPart ? STAND_IN : sentence[at];
      at = isPart ? end - 1 : at + 1;
    }
    return result;
  }

  private has(part: string): boolean {
    return this.words.some((word) => word.includes(part) || word.toLowerCase().includes(part));
  }
}

export const NO_TAINT = new Taint([]);

const begins = (path: ManifestPath, start: ManifestPath): boolean =>
  start.length <= path.length && start.every((step, index) => step === path[index]);

/** The texts of a value, numbers among them; its keys are no secrets, and true and false are no texts. */
export function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'number') return [String(value)];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return isRecord(value) ? Object.values(value).flatMap(textsIn) : [];
}

/** A text, its lines, and how JSON, a message and an address spell them. */
function formsOf(text: string): string[] {
  const lines = text.split('\n').map((line) => line.trim());
  const address = parseAddress(text);
  const all = [text, text.trim(), ...lines, ...('fault' in address ? [text.replace(/\.$/, '')] : [address.text])];
  return all.flatMap((form) => [form, JSON.stringify(form).slice(1, -1), plain(form)]).filter((form) => form !== '');
}

/** As messages have it: on one line. */
const plain = (text: string): string => text.replace(/[\p{Cc}\p{Cs}]/gu, ' ').toLowerCase();

const escaped = (word: string): string => word.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

/** In capitals or not. */
function replaceAll(text: string, word: string, by: string): string {
  const lower = text.toLowerCase();
  const sought = word.toLowerCase();
  // Letters that change their length with their case would move the rest.
  if (lower.length !== text.length || !lower.includes(sought)) return text.replaceAll(word, by);
  const parts: string[] = [];
  let done = 0;
  for (let at = lower.indexOf(sought); at !== -1; at = lower.indexOf(sought, done)) {
    parts.push(text.slice(done, at), by);
    done = at + sought.length;
  }
  return parts.join('') + text.slice(done);
}
