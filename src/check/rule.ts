import type { Law, ManifestPath } from '../diagnostics/diagnostic.ts';
import type { Report } from '../diagnostics/reporter.ts';
import type { Manifest } from '../manifest/manifest.ts';

/** A law and what upholds it. One file each under `rules/`, listed in `rules.ts`. */
export interface Rule {
  readonly law: Law;
  readonly check: (context: CheckContext) => void;
}

export interface CheckContext {
  readonly manifest: Manifest;
  /**
   * Whether the value at a path, a part of it or the map that it stands in was wrong in itself and left out:
   * its absence, or a default in its place, is then no further fault.
   */
  readonly isBroken: (path: ManifestPath) => boolean;
  /** Reports a breach of this rule's law. */
  readonly report: (report: Report) => void;
}
