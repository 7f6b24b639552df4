import type { Span } from './fault.ts';
import { isSecretKey } from './secret-keys.ts';

/** A word and its colon, in any place of a line. */
const KEY = /(?:^|[\s{[,?"'])([\w-]{3,40})["']?\s*:/g;
/** What of a line stands before its value. */
const BEFORE_VALUE = /^\s*(?:- +)*(?:["']?[\w.-]{1,60}["']?\s*:(?=\s|$))?/;

/**
 * The same as the tree tells of a text that is YAML, from its lines and their indentation alone: rather too much
 * than too little.
 */
export function secretLines(text: string): Span[] {
  const spans: Span[] = [];
  let holder: number | undefined;
  let from = 0;
  for (const line of text.split('\n')) {
    const indent = line.length - line.trimStart().length;
    const isInside = holder !== undefined && (line.trim() === '' || indent > holder);
    if (isInside) {
      const before = BEFORE_VALUE.exec(line)?.[0].length ?? 0;
      if (before < line.length) spans.push({ from: from + before, to: from + line.length });
    } else {
      const key = Array.from(line.matchAll(KEY)).find(([, name = '']) => isSecretKey(name));
      holder = key && indent;
      if (key) spans.push({ from: from + key.index + key[0].length, to: from + line.length });
    }
    from += line.length + 1;
  }
  return spans;
}
