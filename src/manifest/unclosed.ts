import type { CST } from 'yaml';

/** An opening sign without its closing one. */
export interface Opening {
  readonly from: number;
  readonly sign: string;
  readonly closing: string;
}

const CLOSINGS: Readonly<Record<string, { type: string; sign: string }>> = {
  '{': { type: 'flow-map-end', sign: '}' },
  '[': { type: 'flow-seq-end', sign: ']' },
};

/** The last bracket or brace before an offset that is never closed. */
export function unclosedBracket(root: CST.Token | undefined, offset: number): Opening | undefined {
  let last: Opening | undefined;
  for (const token of tokensOf(root)) {
    if (token.type !== 'flow-collection' || token.offset > offset) continue;
    const { source: sign } = token.start;
    const closing = CLOSINGS[sign];
    if (!closing || token.end.some(({ type }) => type === closing.type)) continue;
    if (!last || token.offset > last.from) last = { from: token.offset, sign, closing: closing.sign };
  }
  return last;
}

/** The quote that opens the text which an offset stands in or just after. */
export function openQuote(root: CST.Token | undefined, offset: number): Opening | undefined {
  let last: Opening | undefined;
  for (const token of tokensOf(root)) {
    if (token.type !== 'single-quoted-scalar' && token.type !== 'double-quoted-scalar') continue;
    if (token.offset > offset || (last && token.offset < last.from)) continue;
    const sign = token.source.charAt(0);
    last = { from: token.offset, sign, closing: sign };
  }
  return last;
}

function* tokensOf(root: CST.Token | undefined): Generator<CST.Token> {
  const left = root ? [root] : [];
  for (let token = left.pop(); token; token = left.pop()) {
    yield token;
    if (!('items' in token)) continue;
    for (const { key, value } of token.items) {
      if (key) left.push(key);
      if (value) left.push(value);
    }
  }
}
