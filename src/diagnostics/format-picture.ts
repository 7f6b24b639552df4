import type { Diagnostic, Place } from './diagnostic.ts';
import { type Excerpt, excerptOf, fitsOneExcerpt } from './format-excerpt.ts';
import { printable } from './format-glyphs.ts';

export type Ink = (text: string) => string;

export interface Inks {
  readonly gutter: Ink;
  readonly primary: Ink;
  readonly related: Ink;
}

/** A part of a source line that is underlined: code units counted from 0, `to` not included. */
interface Mark {
  readonly line: number;
  readonly from: number;
  readonly to: number;
  readonly label: string;
  readonly stroke: '^' | '-';
  readonly ink: Ink;
}

/** A mark where the terminal shows it. */
interface Underline extends Mark {
  readonly start: number;
  readonly end: number;
}

/** A place, and further ones in the same file. */
export type Pictured = Place & Pick<Diagnostic, 'related'>;

/** The source lines of a diagnostic and its related places, in the text's order, with what is wrong underlined. */
export function drawPicture(diagnostic: Pictured, lines: readonly string[], margin: number, inks: Inks): string[] {
  const marks = [
    markOf(diagnostic, '', '^', inks.primary, lines),
    ...diagnostic.related.map((other) => markOf(other, printable(other.message), '-', inks.related, lines)),
  ].toSorted((a, b) => a.line - b.line || a.from - b.from);
  const row = (number: string, content: string): string =>
    `${inks.gutter(`${number.padStart(margin)} |`)} ${content}`.trimEnd();
  const rows: string[] = [];
  let previous: number | undefined;
  for (const group of groupsOf(marks, lines)) {
    const [{ line }] = group;
    // Of one line between two marked ones, the line itself is the shortest thing to show.
    if (previous !== undefined && line === previous + 2) {
      rows.push(row(`${line - 1}`, excerptOf(lines[line - 2] ?? '', 0, 0).text));
    } else if (previous !== undefined && line > previous + 1) {
      rows.push(inks.gutter('...'.padStart(margin)));
    }
    const excerpt = excerptOf(lines[line - 1] ?? '', group[0].from, Math.max(...group.map((mark) => mark.to)));
    rows.push(row(`${line}`, excerpt.text), ...underline(group, excerpt).map((content) => row('', content)));
    previous = line;
  }
  return rows;
}

function markOf(place: Place, label: string, stroke: '^' | '-', ink: Ink, lines: readonly string[]): Mark {
  const length = lines[place.line - 1]?.length ?? 0;
  const from = Math.min(place.column - 1, length);
  return { line: place.line, from, to: Math.max(from + 1, Math.min(from + place.length, length)), label, stroke, ink };
}

/** Marks that share a source line, and on a very long one those that can be seen together. */
function groupsOf(marks: readonly Mark[], lines: readonly string[]): [Mark, ...Mark[]][] {
  const groups: [Mark, ...Mark[]][] = [];
  for (const mark of marks) {
    const group = groups.at(-1);
    const together =
      group?.[0].line === mark.line && fitsOneExcerpt(lines[mark.line - 1] ?? '', group[0].from, mark.to);
    if (group && together) group.push(mark);
    else groups.push([mark]);
  }
  return groups;
}

/** The rows below a source line: the strokes with the last label, then the other labels, each on a row of its own. */
function underline(marks: readonly Mark[], excerpt: Excerpt): string[] {
  const placed = marks.map((mark): Underline => {
    const start = excerpt.startOf(mark.from);
    return { ...mark, start, end: Math.max(start + 1, excerpt.endOf(mark.to)) };
  });
  const end = Math.max(...placed.map((mark) => mark.end));
  // Beside the strokes there is room for one label: that of the mark that ends them.
  const beside = placed.findLast((mark) => mark.label !== '' && mark.end === end);
  const below = placed.filter((mark) => mark.label !== '' && mark !== beside);
  const strokes = new Row();
  for (const mark of placed.toSorted((a, b) => Number(a.stroke === '^') - Number(b.stroke === '^'))) {
    for (let cell = mark.start; cell < mark.end; cell++) strokes.put(cell, mark.stroke, mark.ink);
  }
  if (beside) strokes.put(end + 1, beside.label, beside.ink);
  if (below.length === 0) return [strokes.text()];
  return [strokes.text(), connectors(below).text(), ...below.map((_, index) => labelRow(below, index)).toReversed()];
}

function connectors(marks: readonly Underline[]): Row {
  const row = new Row();
  for (const mark of marks) row.put(mark.start, '|', mark.ink);
  return row;
}

function labelRow(marks: readonly Underline[], index: number): string {
  const mark = marks[index];
  if (!mark) return '';
  const row = connectors(marks.slice(0, index).filter((other) => other.start < mark.start));
  row.put(mark.start, mark.label, mark.ink);
  return row.text();
}

/** Terminal cells, each with its ink. A label takes one, the last: nothing stands to its right. */
class Row {
  private readonly cells: { text: string; ink: Ink }[] = [];

  put(at: number, text: string, ink: Ink): void {
    while (this.cells.length < at) this.cells.push({ text: ' ', ink: plain });
    this.cells[at] = { text, ink };
  }

  text(): string {
    const runs: { text: string; ink: Ink }[] = [];
    for (const { text, ink } of this.cells) {
      const run = runs.at(-1);
      if (run?.ink === ink) run.text += text;
      else runs.push({ text, ink });
    }
    return runs.map((run) => run.ink(run.text)).join('');
  }
}

const plain: Ink = (text) => text;
