import type { Diagnostic, Place, Related } from '../../src/diagnostics/diagnostic.ts';
import type { FormatOptions } from '../../src/diagnostics/format.ts';
import { type DiagnosticsFormat, formatDiagnostics } from '../../src/diagnostics/formats.ts';

/** Where the `nth` occurrence (from 0) of a word stands in a text. */
export function placeOf(text: string, word: string, nth = 0): Place {
  let at = text.indexOf(word);
  for (let count = 0; count < nth; count++) at = text.indexOf(word, at + 1);
  if (at === -1) throw new Error(`'${word}' stands fewer than ${nth + 1} times in the text`);
  const before = text.slice(0, at).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1, length: word.length };
}

/** A related place at a word. */
export const relatedTo = (text: string, word: string, nth: number, message: string): Related => ({
  ...placeOf(text, word, nth),
  message,
});

export const sampleDiagnostic = (place: Place, changes: Partial<Diagnostic> = {}): Diagnostic => ({
  code: 'MI0401',
  severity: 'error',
  message: 'it is wrong',
  path: ['hosts', 'host1', 'address'],
  related: [],
  hint: '',
  ...place,
  ...changes,
});

export function print(
  format: DiagnosticsFormat,
  diagnostics: readonly Diagnostic[],
  options: Partial<FormatOptions> = {},
): string {
  return formatDiagnostics(format, diagnostics, {
    file: 'mesh.yaml',
    text: '',
    color: false,
    tool: { version: '1.2.3' },
    laws: [],
    ...options,
  });
}

export const twins = `meshinit: 1
defaults: { os: debian-12 }
hosts:
  host1: { address: 10.0.0.11 }
  host2: { address: 10.0.0.11 }
`;

/** Two hosts with one address, as the rule reports it. */
export const twinAddress = sampleDiagnostic(placeOf(twins, '10.0.0.11', 1), {
  message: 'hosts.host2 and hosts.host1 have the same address 10.0.0.11',
  path: ['hosts', 'host2', 'address'],
  related: [relatedTo(twins, '10.0.0.11', 0, 'hosts.host1 has it first')],
  hint: 'Each host needs its own address.',
});
