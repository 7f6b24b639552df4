/** Where a line of a readable cloud-config comes from: a file's line, counted from 1, or the file's entry where that is 0. */
export interface FileLine {
  readonly path: string;
  readonly line: number;
}

/**
 * The host's file that a line of its document belongs to; undefined for what is cloud-config's own.
 * @param lines of a document that the compiler wrote, with every file readable
 */
export function fileLineOf(lines: readonly string[], line: number): FileLine | undefined {
  for (let index = line - 1; index >= 0; index -= 1) {
    const current = lines[index] ?? '';
    const path = /^- path: "?([^"]+)"?$/.exec(current)?.[1];
    if (path !== undefined) {
      const content = lines.findIndex((candidate, at) => at > index && /^ {2}content:/.test(candidate));
      return { path, line: content === -1 ? 0 : Math.max(0, line - 1 - content) };
    }
    // A key of cloud-config itself: the line is not below write_files.
    if (/^[a-z_]+:/.test(current)) return undefined;
  }
  return undefined;
}
