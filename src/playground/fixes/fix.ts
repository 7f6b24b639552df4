import type { Diagnostic } from '../../diagnostics/diagnostic.ts';

/** A part of a text, by offsets in characters, and what takes its place. */
export interface Edit {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
}

/** A change that may take a fault away. */
export interface Fix {
  /** What it does, for the button: the infinitive. */
  readonly label: string;
  readonly edit: Edit;
}

/** One way to read a hint. It may guess: a fix is offered only where the fault is gone after it. */
export type FixKind = (fault: Fault) => readonly Fix[];

/** A diagnostic with the part of the text that it points at. */
export interface Fault {
  readonly diagnostic: Diagnostic;
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

export function faultIn(text: string, diagnostic: Diagnostic): Fault {
  let start = 0;
  for (let line = 1; line < diagnostic.line; line += 1) {
    const end = text.indexOf('\n', start);
    if (end === -1) break;
    start = end + 1;
  }
  const from = Math.min(start + diagnostic.column - 1, text.length);
  return { diagnostic, text, from, to: Math.min(from + diagnostic.length, text.length) };
}

/** A fix that puts a text where the diagnostic points. */
export const replacing = ({ from, to }: Fault, insert: string, label: string): Fix => ({
  label,
  edit: { from, to, insert },
});

export const applied = (text: string, { from, to, insert }: Edit): string =>
  text.slice(0, from) + insert + text.slice(to);
