import type { ManifestPath, Place } from '../diagnostics/diagnostic.ts';
import type { Locator } from '../diagnostics/reporter.ts';

/** A manifest's texts with their YAML trees: answers where a path stands. */
export interface Source extends Locator {
  /** Whether the manifest itself says something at a path. */
  has(path: ManifestPath): boolean;
  /** A scalar as it is written, quotes left off: `2.10`, of which the value 2.1 no longer tells. */
  written(path: ManifestPath): string | undefined;
  /** The keys of a map in the order in which they are written: JavaScript puts `10` and `9` before all others. */
  keysOf(path: ManifestPath): string[];
}

/** The text of one file. */
export interface Spans {
  /** The place of a part of the text, cut at the end of its first line. */
  at(from: number, to: number): Place;
}
