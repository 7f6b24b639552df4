import { type Diagnostic, hasErrors } from '../diagnostics/diagnostic.ts';
import { formatOf } from '../diagnostics/formats.ts';
import { type ProjectFiles, sourcesOf } from '../edge/project-files.ts';
import { laws } from '../laws.ts';
import type { Options } from './options.ts';
import { type Terminal, wantsColor } from './terminal.ts';

declare const MESHINIT_VERSION: string;

/**
 * Prints diagnostics as asked for, and tells whether they allow the work to go on.
 * @param areResult whether they are what the command was called for
 */
export function diagnose(
  diagnostics: readonly Diagnostic[],
  file: ProjectFiles,
  options: Options,
  terminal: Terminal,
  areResult = false,
): boolean {
  const format = formatOf(options.diagnostics);
  const text = format.format(diagnostics, {
    ...sourcesOf(file),
    color: wantsColor(terminal),
    tool: { version: MESHINIT_VERSION },
    laws,
  });
  if (format.stream === 'stdout' || (format.stream === 'result' && areResult)) terminal.out(text);
  else terminal.error(text);
  return !hasErrors(diagnostics) && !(options.strict && diagnostics.length > 0);
}
