import type { Span } from '../diagnostics/span.ts';
import { credentialSpans } from './credentials.ts';
import { keyLines } from './key-lines.ts';
import { secretsInText } from './text-secrets.ts';

/** What stands in a secret's place: in a picture of a text as wide as itself, so that columns stay. */
const SIGN = '•';
const STAND_IN = SIGN.repeat(3);

/** Of the whole of what may let one in: what follows an address's `?` too, which is no proof of a secret. */
const spansOf = (text: string): Span[] => [...secretsInText(text), ...credentialSpans(text), ...keyLines(text)];

/** A text in words: each secret in it becomes `•••`. */
export const maskText = (text: string): string => replaceSpans(text, spansOf(text), () => STAND_IN);

/** A text as a picture: of the same length, with the same lines. */
export const maskSpans = (text: string, spans: readonly Span[]): string =>
  replaceSpans(text, spans, (part) => part.replace(/\S/g, SIGN));

function replaceSpans(text: string, spans: readonly Span[], replace: (part: string) => string): string {
  const parts: string[] = [];
  let done = 0;
  for (const { from, to } of joined(spans)) {
    parts.push(text.slice(done, from), replace(text.slice(from, to)));
    done = to;
  }
  return parts.join('') + text.slice(done);
}

/** In their order, those that overlap as one. */
function joined(spans: readonly Span[]): Span[] {
  const result: { from: number; to: number }[] = [];
  for (const { from, to } of spans.toSorted((a, b) => a.from - b.from)) {
    const last = result.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else result.push({ from, to });
  }
  return result;
}
