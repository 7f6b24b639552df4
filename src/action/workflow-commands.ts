/** As the runner reads them back: actions/toolkit, packages/core/src/command.ts. */
const escapeData = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

const escapeProperty = (text: string): string => escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

/** A line that the runner shows as an annotation of the run. */
export function annotation(
  severity: 'error' | 'warning' | 'notice',
  title: string,
  text: string,
  place: Readonly<Record<string, string | number>> = {},
): string {
  const properties = Object.entries({ ...place, title }).map(
    ([key, value]) => `${key}=${escapeProperty(String(value))}`,
  );
  return `::${severity} ${properties.join(',')}::${escapeData(text)}\n`;
}

/** Texts that are too short to be secrets, and would be starred out in every word of the log. */
const SHORTEST_MASK = 4;

/** Lines that make the runner star out a text wherever a log shows it; the runner swallows them. */
export function mask(secret: string): string {
  const lines = [...new Set(secret.split(/\r?\n/).map((line) => line.trim()))];
  return lines
    .filter((line) => line.length >= SHORTEST_MASK)
    .map((line) => `::add-mask::${escapeData(line)}\n`)
    .join('');
}

/** A line of the log. What comes from outside cannot begin a command: neither `::` nor the old `##[` survives. */
export const logLine = (text: string): string =>
  `${text
    .replace(/[\r\n]+/g, ' ')
    .replace(/^(\s*)::/, '$1: :')
    .replaceAll('##[', '## [')}\n`;

/** An entry of the file that GITHUB_OUTPUT names. The delimiter must not be a line of the value. */
export function outputEntry(name: string, value: string): string {
  let delimiter = 'meshinit_end';
  while (value.includes(delimiter)) delimiter += '_';
  return `${name}<<${delimiter}\n${value}\n${delimiter}\n`;
}
