import Table from 'cli-table3';
import { fitColumns } from './fit-columns.ts';
import { wrapText } from './wrap-text.ts';

const BARE = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
};
/** Between two columns. */
const GAP = BARE.middle.length;

/**
 * Columns without lines between them: they can be read, and cut by other programs.
 * @param width the terminal's, in characters: cells are wrapped between words, and where that is not enough a row becomes a
 * block of lines. Without it nothing is wrapped
 * @param paint colours a line of a cell, once its place is known
 */
export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  width = Infinity,
  paint: (line: string, row: number, column: number) => string = (line) => line,
): string {
  const widths = fitColumns([head, ...rows], width, GAP);
  if (!widths) return rows.map((row) => block(head, row, width)).join('\n');
  const drawn = new Table({
    head: [...head],
    chars: BARE,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
  });
  const lines = (cell: string, row: number, column: number): string =>
    wrapText(cell, widths[column] ?? width)
      .map((line) => paint(line, row, column))
      .join('\n');
  drawn.push(...rows.map((cells, row) => cells.map((cell, column) => lines(cell, row, column))));
  return drawn.toString().replace(/(?<! ) +$/gm, '');
}

const INDENT = '  ';

/** A row for a terminal that is too narrow for columns: its first cell, and each other one below, by its name. */
function block(head: readonly string[], [first = '', ...cells]: readonly string[], width: number): string {
  const lines = cells.flatMap((cell, index) => {
    const name = head[index + 1];
    return cell === '' ? [] : wrapText(name === undefined ? cell : `${name}: ${cell}`, width - INDENT.length);
  });
  return [...(first === '' ? [] : wrapText(first, width)), ...lines.map((line) => INDENT + line)].join('\n');
}
