import type { Diagnostic, Law, ManifestPath } from '../diagnostics/diagnostic.ts';
import type { Reporter } from '../diagnostics/reporter.ts';
import type { Span } from '../diagnostics/span.ts';
import type { Spans } from './source.ts';

/** What is wrong with the text itself, at a place that no path leads to. */
export interface Fault extends Span {
  readonly law: Law;
  readonly message: string;
  readonly hint?: string;
  readonly path?: ManifestPath;
  readonly related?: readonly (Span & { readonly message: string })[];
}

export const reportFault = (fault: Fault, spans: Spans, reporter: Reporter): void =>
  reporter.add(diagnosticOf(fault, spans));

/** A fault with its place. */
export function diagnosticOf(fault: Fault, spans: Spans): Diagnostic {
  const { law, from, to, message, hint = '', path = [], related = [] } = fault;
  return {
    code: law.code,
    severity: law.severity,
    message,
    path,
    ...spans.at(from, to),
    related: related.map((other) => ({ message: other.message, ...spans.at(other.from, other.to) })),
    hint,
  };
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
