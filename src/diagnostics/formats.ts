import type { Diagnostic } from './diagnostic.ts';
import type { Format, FormatOptions } from './format.ts';
import { github } from './format-github.ts';
import { json } from './format-json.ts';
import { pretty } from './format-pretty.ts';
import { sarif } from './format-sarif.ts';

/** Every format, the default first. Adding one: its file, its import and its place here. */
export const formats = [pretty, json, github, sarif] as const satisfies readonly Format[];

export type DiagnosticsFormat = (typeof formats)[number]['id'];

export const formatIds = formats.map((format) => format.id);

const byId = new Map<DiagnosticsFormat, Format>(formats.map((format) => [format.id, format]));

export function formatOf(id: DiagnosticsFormat): Format {
  const format = byId.get(id);
  if (!format) throw new Error(`diagnostics format ${id} is in no list`);
  return format;
}

/** The diagnostics as whole lines of one format; '' where it has nothing to print. */
export function formatDiagnostics(
  format: DiagnosticsFormat,
  diagnostics: readonly Diagnostic[],
  options: FormatOptions,
): string {
  return formatOf(format).format(diagnostics, options);
}
