import type { Diagnostic, Law } from '../../diagnostics/diagnostic.ts';
import { lockOfAnother } from '../../mesh/lock-laws.ts';
import { secretMissing, unreadableFile, variableNotSet } from '../../project/laws.ts';
import type { Subject } from './messages.ts';

const ELSEWHERE: readonly Law[] = [unreadableFile, variableNotSet, secretMissing];
const WITHOUT_INPUTS = 'This page has no other files, variables or values. To use yours, run: meshinit play';
const PINNED = 'If every host may get new addresses, unpin the version under Changes; otherwise restore the old value.';

/** Hints for a command line, as somebody can follow them in the page: it may have no files, and a pinned version's lock. */
export function hintsForPage(diagnostics: readonly Diagnostic[], { inputs, pinned }: Subject): Diagnostic[] {
  const is = ({ code }: Diagnostic, ...laws: readonly Law[]): boolean => laws.some((law) => law.code === code);
  return diagnostics.map((one) => {
    if (!inputs && is(one, ...ELSEWHERE)) return { ...one, hint: WITHOUT_INPUTS };
    return pinned && is(one, lockOfAnother) ? { ...one, hint: PINNED } : one;
  });
}
