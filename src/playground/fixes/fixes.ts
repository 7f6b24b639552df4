import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { isInManifest } from '../../diagnostics/is-in-manifest.ts';
import { allowedWarning } from './allowed-warning.ts';
import { applied, type Fix, type FixKind, faultIn } from './fix.ts';
import { missingLine } from './missing-line.ts';
import { quotedText } from './quoted-text.ts';
import { removedEntry } from './removed-entry.ts';
import { rewrittenValue } from './rewritten-value.ts';
import { setValue } from './set-value.ts';
import { spacesForTabs } from './spaces-for-tabs.ts';
import { suggestedWords } from './suggested-words.ts';

/** Every way to read a hint. Adding one: its file, its import and its place here. */
const kinds: readonly FixKind[] = [
  suggestedWords,
  rewrittenValue,
  setValue,
  missingLine,
  quotedText,
  spacesForTabs,
  removedEntry,
  allowedWarning,
];

/** More buttons than this are no help. */
const MOST = 3;

/**
 * What a hint proposes, as changes of the text: those after which the fault is gone and no other error has come.
 * @param judge the diagnostics of a changed text
 */
export function fixesOf(
  text: string,
  diagnostic: Diagnostic,
  before: readonly Diagnostic[],
  judge: (text: string) => readonly Diagnostic[],
): Fix[] {
  if (diagnostic.hint === '' || !isInManifest(diagnostic)) return [];
  const fault = faultIn(text, diagnostic);
  const found: Fix[] = [];
  for (const fix of kinds.flatMap((kind) => kind(fault))) {
    if (found.length === MOST) break;
    const isKnown = found.some(({ edit }) => applied(text, edit) === applied(text, fix.edit));
    if (!isKnown && isGone(diagnostic, before, judge(applied(text, fix.edit)))) found.push(fix);
  }
  return found;
}

function isGone(fault: Diagnostic, before: readonly Diagnostic[], after: readonly Diagnostic[]): boolean {
  const count = (list: readonly Diagnostic[], code: string): number => list.filter((one) => one.code === code).length;
  // Where a fault of the YAML's is mended, the rules see the manifest for the first time: what they say is news, not harm.
  const isFirst = before.every(({ code }) => code === fault.code);
  const harm = after.filter(({ code, severity }) => severity === 'error' && count(before, code) === 0);
  return count(after, fault.code) < count(before, fault.code) && (harm.length === 0 || (isFirst && isSyntax(fault)));
}

/** Codes of reading the text: docs/errors.md, MI01xx. */
const isSyntax = ({ code }: Diagnostic): boolean => code.startsWith('MI01');
