import { applyAllow } from '../../src/check/allow.ts';
import { checkManifest } from '../../src/check/check.ts';
import { checkLaws } from '../../src/check/laws.ts';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { manifestLaws } from '../../src/manifest/laws.ts';
import { readManifest } from '../../src/manifest/manifest.ts';
import { parseManifest } from '../../src/manifest/parse.ts';
import { osIds } from '../../src/os/ids.ts';

/** Everything that parsing and checking say of a manifest's text. */
export function diagnose(text: string): Diagnostic[] {
  const { input, broken, reporter, source } = parseManifest(text);
  if (!input) return reporter.list();
  const manifest = readManifest(input);
  checkManifest(manifest, broken, reporter);
  return applyAllow(reporter.list(), manifest, source, [...manifestLaws, ...checkLaws]);
}

/** Any, the longer before one that it begins with. */
const SYSTEM = osIds
  .toSorted((a, b) => b.length - a.length)
  .join('|')
  .replaceAll('.', '\\.');
/** Lists of all systems, which grow with each. */
const SYSTEMS = new RegExp(`(?<=(?:supported one: |legal values: ))(?:${SYSTEM})(?:, (?:${SYSTEM}))*`, 'g');

/** The same for a reader: one line each, then its hint and the other places, indented. */
export function said(text: string): string {
  return diagnose(text)
    .map(({ line, column, severity, code, message, hint, related }) =>
      [
        `${line}:${column} ${severity} ${code}: ${message}`,
        ...(hint === '' ? [] : [`  hint: ${hint}`]),
        ...related.map((other) => `  ${other.line}:${other.column}: ${other.message}`),
      ].join('\n'),
    )
    .join('\n')
    .replaceAll(SYSTEMS, 'SYSTEMS');
}

export const codesOf = (text: string): string[] => diagnose(text).map(({ code }) => code);
