/** Where something stands in the manifest: keys and list indices from the root. */
export type ManifestPath = readonly (string | number)[];

/** A place in the manifest's text. Lines and columns count from 1; `length` in characters, for the caret. */
export interface Place {
  readonly line: number;
  readonly column: number;
  readonly length: number;
  /** The file where it is none of the manifest's own: an included one, by its path from the manifest's directory. */
  readonly file?: string;
}

/** The files that a diagnostic can point into. */
export type SourceId = 'manifest' | 'lock';

export type Severity = 'error' | 'warning';

/** Another place that a diagnostic is about: the other one of two hosts with one address. */
export interface Related extends Place {
  readonly message: string;
}

/** One thing that is wrong, or will hurt. The order of a list of them is the manifest's. */
export interface Diagnostic extends Place {
  /** Stable: `MI` and four digits. `docs/errors.md` has a section for each. */
  readonly code: Code;
  readonly severity: Severity;
  /** The file that its places and its path are in; the manifest unless given. */
  readonly source?: SourceId;
  /** Names the object, the law and the legal values; never a secret's value. */
  readonly message: string;
  readonly path: ManifestPath;
  readonly related: readonly Related[];
  /** What to do about it, or '' where the message says it all. */
  readonly hint: string;
}

export type Code = `MI${number}`;

/**
 * A law that a manifest can break: what a code stands for. It lives in the file of the rule, or of the stage,
 * that upholds it; `docs/errors.md` is made from these and its examples are compiled by the tests.
 */
export interface Law {
  readonly code: Code;
  readonly severity: Severity;
  /** The law in one sentence. */
  readonly title: string;
  /** Why it is one, and what to do. */
  readonly explanation: string;
  /** A manifest that breaks it. */
  readonly wrong: string;
  /** The same manifest, mended. */
  readonly right: string;
  /** Whether it also depends on how meshinit is called: an `allow` for it is then never an unused one. */
  readonly ofCall?: true;
}

export const hasErrors = (diagnostics: readonly Diagnostic[]): boolean =>
  diagnostics.some((diagnostic) => diagnostic.severity === 'error');
