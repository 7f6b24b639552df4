import type { Diagnostic, Law } from './diagnostic.ts';
import { type Format, fileOf, relatedFileOf, type SourceFiles } from './format.ts';

/** Workflow commands, one a line: GitHub shows each beside the manifest's line in the pull request. */
export const github = {
  id: 'github',
  stream: 'stdout',
  format(diagnostics, options) {
    return diagnostics.map((diagnostic) => `${command(diagnostic, options, options.laws)}\n`).join('');
  },
} as const satisfies Format;

function command(diagnostic: Diagnostic, files: SourceFiles, laws: readonly Law[]): string {
  const { file } = fileOf(diagnostic, files);
  const { code, severity, message, line, column, length, related, hint } = diagnostic;
  const law = laws.find((candidate) => candidate.code === code);
  const properties = {
    file,
    line,
    col: column,
    // The column after the last one, as ruff gives it: the runner only asks that it is not below `col`.
    endColumn: column + length,
    title: law ? `${code}: ${law.title}` : code,
  };
  const list = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(String(value))}`);
  const places = related.map(
    (other) => `${relatedFileOf(diagnostic, other, files).file}:${other.line}:${other.column}: ${other.message}`,
  );
  const text = [message, ...places, ...(hint === '' ? [] : [`hint: ${hint}`])].join('\n');
  return `::${severity} ${list.join(',')}::${escapeData(text)}`;
}

/** As the runner reads it back: actions/toolkit, packages/core/src/command.ts. */
const escapeData = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

const escapeProperty = (text: string): string => escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
