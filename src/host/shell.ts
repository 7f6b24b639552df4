/** One word for a POSIX shell: as it is where that is safe, else in single quotes. */
export function shellWord(text: string): string {
  return /^[A-Za-z0-9_@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/**
 * A script with other text at some of its places.
 * @param places what stands there, each once, and what takes its place
 * @throws where one is missing: the script has changed
 */
export const withPlaces = (script: string, places: readonly (readonly [of: string, becomes: string])[]): string =>
  places.reduce((changed, [of, becomes]) => {
    if (!changed.includes(of)) throw new Error(`a script has no such place: ${of}`);
    return changed.replace(of, () => becomes);
  }, script);

/** A function of these lines, in which no text is quoted over several of them. */
export const shellFunction = (name: string, lines: string): string =>
  `${name}() {\n${lines.replace(/^(?=[^\n])/gm, '  ')}}\n`;
