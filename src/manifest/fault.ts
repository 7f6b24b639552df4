import type { Law, ManifestPath } from '../diagnostics/diagnostic.ts';
import type { Reporter } from '../diagnostics/reporter.ts';
import type { Span } from '../diagnostics/span.ts';
import type { Source } from './source.ts';

/** What is wrong with the text itself, at a place that no path leads to. */
export interface Fault extends Span {
  readonly law: Law;
  readonly message: string;
  readonly hint?: string;
  readonly path?: ManifestPath;
  readonly related?: readonly (Span & { readonly message: string })[];
}

export function reportFault(fault: Fault, source: Source, reporter: Reporter): void {
  const { law, from, to, message, hint = '', path = [], related = [] } = fault;
  reporter.add({
    code: law.code,
    severity: law.severity,
    message,
    path,
    ...source.at(from, to),
    related: related.map((other) => ({ message: other.message, ...source.at(other.from, other.to) })),
    hint,
  });
}

/** The line that an offset stands in, without its end. */
export function lineAt(text: string, offset: number): Span & { readonly text: string } {
  // lastIndexOf takes a negative offset for 0.
  const from = offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
  const stop = text.indexOf('\n', from);
  const end = stop === -1 ? text.length : stop;
  const to = text[end - 1] === '\r' && end > from ? end - 1 : end;
  return { from, to, text: text.slice(from, to) };
}
