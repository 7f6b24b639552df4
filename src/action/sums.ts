const LINE = /^([0-9a-f]{64}) [ *]([^/]+)$/;

/** Names and SHA-256 of the files that a SHA256SUMS text lists, as sha256sum(1) writes it. */
export function parseSums(text: string): Map<string, string> {
  const lines = text.split('\n').flatMap((line) => {
    const [, sum, name] = LINE.exec(line) ?? [];
    return sum !== undefined && name !== undefined ? [[name, sum] as const] : [];
  });
  return new Map(lines);
}

/** Whether it is such a text, and nothing else. */
export const isSums = (text: string): boolean => text.split('\n').every((line) => line === '' || LINE.test(line));

export const sumsText = (sums: ReadonlyMap<string, string>): string =>
  [...sums]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, sum]) => `${sum}  ${name}\n`)
    .join('');
