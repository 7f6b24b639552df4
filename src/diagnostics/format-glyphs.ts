/** One thing that a reader sees. */
export interface Glyph {
  /** Where it begins in the text, in UTF-16 code units. */
  readonly at: number;
  /** What to print for it. */
  readonly text: string;
  /** Terminal cells that it fills. */
  readonly width: number;
}

const tab = '    ';

// East_Asian_Width W and F (Unicode 16, UAX #11); a regular expression knows no such property. U+FE0F asks for an emoji.
const wide =
  /^[\u1100-\u115F\u2329\u232A\u2630-\u2637\u268A-\u268F\u2E80-\u303E\u3041-\u3247\u3250-\uA4CF\uA960-\uA97C\uAC00-\uD7A3\uF900-\uFAFF\uFE10-\uFE19\uFE30-\uFE6F\uFF01-\uFF60\uFFE0-\uFFE6\u{16FE0}-\u{18DFF}\u{1AFF0}-\u{1B2FF}\u{1D300}-\u{1D376}\u{1F200}-\u{1F265}\u{20000}-\u{3FFFD}\p{Emoji_Presentation}]|\uFE0F/u;

/** What would steer the terminal, reorder the line or show nothing, unless it belongs to the letter before it. */
const unprintable = /^[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{M}]/u;

// Each a letter by itself, one cell wide. With signs that our own messages have: Intl.Segmenter takes milliseconds to start.
const simple = /^[ -~\u2010-\u2027]*$/;

/** The text as a terminal shows it: tabs as blanks, an emoji of many code points as one, nothing that acts. */
export function glyphsOf(text: string): Glyph[] {
  if (simple.test(text)) return Array.from(text, (letter, at) => ({ at, text: letter, width: 1 }));
  const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text);
  return Array.from(graphemes, ({ segment, index }) => glyphOf(segment, index));
}

function glyphOf(segment: string, at: number): Glyph {
  if (segment === '\t') return { at, text: tab, width: tab.length };
  // A byte order mark at a file's beginning is no fault.
  if (segment === '\uFEFF') return { at, text: '', width: 0 };
  if (unprintable.test(segment)) return { at, text: picture(segment.charCodeAt(0)), width: 1 };
  return { at, text: segment, width: wide.test(segment) ? 2 : 1 };
}

/** Unicode's pictures of control characters begin at U+2400; DEL's is U+2421. */
function picture(code: number): string {
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? '\u2421' : '\uFFFD';
}

/** Text that a terminal shows and never obeys. */
export const printable = (text: string): string =>
  glyphsOf(text)
    .map((glyph) => glyph.text)
    .join('');

export const widthOf = (text: string): number => glyphsOf(text).reduce((sum, glyph) => sum + glyph.width, 0);
