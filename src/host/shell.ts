/** One word for a POSIX shell: as it is where that is safe, else in single quotes. */
export function shellWord(text: string): string {
  return /^[A-Za-z0-9_@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** A function of these lines, in which no text is quoted over several of them. */
export const shellFunction = (name: string, lines: string): string =>
  `${name}() {\n${lines.replace(/^(?=[^\n])/gm, '  ')}}\n`;
