import { type Glyph, glyphsOf, widthOf } from './format-glyphs.ts';

/** What of a source line is shown, in terminal cells. */
const maxWidth = 100;
/** What stays of it before the first mark where its beginning is cut off. */
const lead = 30;
const ellipsis = '...';
/** A letter seldom has more code units than this: what is further away need not be measured. */
const reach = 4 * maxWidth;

/** The part of a line that is shown. */
export interface Excerpt {
  readonly text: string;
  /** The first cell, counted from 0, of what stands at this code unit. */
  startOf(index: number): number;
  /** The cell after the last one of what stands before this code unit. */
  endOf(index: number): number;
}

/** Whether the code units from `from` to `to` can be seen in one excerpt. */
export function fitsOneExcerpt(line: string, from: number, to: number): boolean {
  if (line.length <= reach && widthOf(line) <= maxWidth) return true;
  return to - from <= reach && widthOf(line.slice(from, to)) <= maxWidth - lead;
}

/** Cuts a long line around the code units from `from` to `to`. */
export function excerptOf(line: string, from: number, to: number): Excerpt {
  const around = glyphsAround(line, from);
  const target = cellAt(around, from);
  const fromStart = around[0]?.at === 0 && cellAt(around, to) <= maxWidth;
  const first = fromStart ? 0 : target - lead;
  const kept = around.filter((glyph) => glyph.cell >= first);
  const origin = kept[0]?.cell ?? 0;
  const shown = kept.filter((glyph) => glyph.cell + glyph.width <= origin + maxWidth);
  const start = shown[0]?.at ?? 0;
  const last = shown.at(-1);
  const end = last ? last.at + last.length : 0;
  const before = start > 0 ? ellipsis : '';
  const after = end < line.length ? ellipsis : '';
  const within = (index: number): number =>
    before.length - origin + cellAt(shown, Math.min(Math.max(index, start), end));
  return {
    text: before + shown.map((glyph) => glyph.text).join('') + after,
    startOf: within,
    endOf: (index) => {
      const glyph = shown.findLast((candidate) => candidate.at < index);
      return glyph ? before.length - origin + glyph.cell + glyph.width : 0;
    },
  };
}

interface PlacedGlyph extends Glyph {
  readonly cell: number;
  /** In code units. */
  readonly length: number;
}

/** The glyphs near a code unit, each with its cell. A line may have megabytes: the rest is not looked at. */
function glyphsAround(line: string, from: number): PlacedGlyph[] {
  const start = Math.max(0, from - reach);
  const part = line.slice(start, from + reach);
  const glyphs = glyphsOf(part);
  let cell = 0;
  const placed = glyphs.map((glyph, index) => {
    const length = (glyphs[index + 1]?.at ?? part.length) - glyph.at;
    const result = { ...glyph, at: start + glyph.at, cell, length };
    cell += glyph.width;
    return result;
  });
  // The part's ends may have torn a letter in two.
  return placed.slice(start > 0 ? 1 : 0, start + part.length < line.length ? -1 : undefined);
}

function cellAt(glyphs: readonly PlacedGlyph[], index: number): number {
  const glyph = glyphs.findLast((candidate) => candidate.at <= index);
  if (!glyph) return 0;
  return index < glyph.at + glyph.length ? glyph.cell : glyph.cell + glyph.width;
}
