/**
 * How wide each column may be, so that a row fits in a width and no word is broken; undefined where no row does.
 * @param gap between two columns
 */
export function fitColumns(
  rows: readonly (readonly string[])[],
  width: number,
  gap: number,
): readonly number[] | undefined {
  const count = Math.max(...rows.map((row) => row.length));
  const widest = (lengthOf: (cell: string) => number): number[] =>
    Array.from({ length: count }, (_, column) =>
      rows.reduce((most, row) => Math.max(most, lengthOf(row[column] ?? '')), 0),
    );
  const widths = widest((cell) => cell.length);
  const least = widest((cell) => Math.max(...cell.split(' ').map((word) => word.length)));
  // The head is never wrapped: it names what is below.
  const floors = least.map((length, column) => Math.max(length, rows[0]?.[column]?.length ?? 0));
  const room = width - gap * (count - 1);
  for (let excess = sum(widths) - room; excess > 0; excess = sum(widths) - room) {
    const able = widths.flatMap((length, column) => (length > (floors[column] ?? 0) ? [column] : []));
    if (able.length === 0) return undefined;
    const longest = able.reduce((a, b) => ((widths[b] ?? 0) > (widths[a] ?? 0) ? b : a));
    widths[longest] = Math.max(floors[longest] ?? 0, (widths[longest] ?? 0) - 1);
  }
  return widths;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
