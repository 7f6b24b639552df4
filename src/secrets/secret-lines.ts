import type { Span } from '../diagnostics/span.ts';
import { kindOfKey } from './key-kinds.ts';

/** A word and its colon, in any place of a line. */
const KEY = /(?:^|[\s{[,?"'])([\w-]{3,40})["']?\s{0,8}:/g;
/** What of a line stands before its value. */
const BEFORE_VALUE = /^\s{0,200}(?:- {1,20}){0,20}(?:["']?[\w.-]{1,60}["']?\s{0,8}:(?=\s|$))?/;
/** A line that begins a block of text. */
const BLOCK = /(?:^|[\s:-])[|>][-+\d]{0,3}\s{0,40}$/;

/** Keys whose maps hold a key and its certificates. */
const isHolder = (name: string): boolean => name.toLowerCase() === 'tls' || kindOfKey(name) !== undefined;

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
      const isInBlock = isBelow(block);
      const before = isInBlock ? 0 : (BEFORE_VALUE.exec(line)?.[0].length ?? 0);
      if (before < line.length) spans.push({ from: from + before, to: from + line.length });
      if (!isInBlock) block = BLOCK.test(line) ? indent : undefined;
    } else {
      const key = Array.from(line.matchAll(KEY)).find(([, name = '']) => isHolder(name));
      holder = key && indent;
      block = key && BLOCK.test(line) ? indent : undefined;
      if (key) spans.push({ from: from + key.index + key[0].length, to: from + line.length });
    }
    from += line.length + 1;
  }
  return spans;
}

/** In columns; a tab is as wide as most programs show it. */
function indentOf(line: string): number {
  let columns = 0;
  for (const letter of line) {
    if (letter.trim() !== '') break;
    columns += letter === '\t' ? 8 : 1;
  }
  return columns;
}
