const LINE = /^([0-9a-f]{64}) [ *]([^/]+)$/;

/** A line's name and SHA-256, as sha256sum(1) writes them; undefined where it is none. */
export function sumOfLine(line: string): { readonly name: string; readonly sum: string } | undefined {
  const [, sum, name] = LINE.exec(line) ?? [];
  return sum === undefined || name === undefined ? undefined : { name, sum };
}

/** Names and SHA-256 of the files that a SHA256SUMS text lists, as sha256sum(1) writes it. */
export function parseSums(text: string): Map<string, string> {
  const lines = text.split('\n').flatMap((line) => {
    const found = sumOfLine(line);
    return found ? [[found.name, found.sum] as const] : [];
  });
  return new Map(lines);
}

/** Whether it is such a text, and nothing else. */
export const isSums = (text: string): boolean => text.split('\n').every((line) => line === '' || LINE.test(line));

/** As sha256sum(1) writes them, by name. */
export const sumsText = (sums: ReadonlyMap<string, string>): string =>
  [...sums]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, sum]) => `${sum}  ${name}\n`)
    .join('');
