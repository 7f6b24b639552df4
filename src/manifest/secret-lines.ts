import type { Span } from './fault.ts';
import { isSecretKey } from './secret-keys.ts';

/** A word and its colon, in any place of a line. */
const KEY = /(?:^|[\s{[,?"'])([\w-]{3,40})["']?\s*:/g;
/** What of a line stands before its value. */
const BEFORE_VALUE = /^\s*(?:- +)*(?:["']?[\w.-]{1,60}["']?\s*:(?=\s|$))?/;

/** A line that begins a block of text. */
const BLOCK = /(?:^|[\s:-])[|>][-+\d]*\s*$/;

/**
 * The same as the tree tells of a text that is YAML, from its lines and their indentation alone: rather too much
 * than too little.
 */
export function secretLines(text: string): Span[] {
  const spans: Span[] = [];
  let holder: number | undefined;
  let block: number | undefined;
  let from = 0;
  for (const line of text.split('\n')) {
    const indent = indentOf(line);
    const isBelow = (other: number | undefined): boolean =>
      other !== undefined && (line.trim() === '' || indent > other);
    if (isBelow(holder)) {
      const before = isBelow(block) ? 0 : (BEFORE_VALUE.exec(line)?.[0].length ?? 0);
      if (before < line.length) spans.push({ from: from + before, to: from + line.length });
      if (!isBelow(block)) block = BLOCK.test(line) ? indent : undefined;
    } else {
      const key = Array.from(line.matchAll(KEY)).find(([, name = '']) => isSecretKey(name));
      holder = key && indent;
      block = key && BLOCK.test(line) ? indent : undefined;
      if (key) spans.push({ from: from + key.index + key[0].length, to: from + line.length });
    }
    from += line.length + 1;
  }
  return spans;
}

/** In columns; a tab is as wide as most programs show it. */
const indentOf = (line: string): number => /^\s*/.exec(line)?.[0].replaceAll('\t', ' '.repeat(8)).length ?? 0;
