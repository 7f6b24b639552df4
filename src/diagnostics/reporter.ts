import { maskedPath } from '../secrets/mask-key.ts';
import { NO_TAINT, type Taint } from '../secrets/taint.ts';
import type { Diagnostic, Law, ManifestPath, Place, SourceId } from './diagnostic.ts';

/** Finds a path in the text: its value, or the key itself. Falls back to the nearest parent that exists. */
export interface Locator {
  locate(path: ManifestPath, part: 'key' | 'value'): Place;
}

export interface Report {
  readonly path: ManifestPath;
  readonly message: string;
  readonly hint?: string;
  /** Point at the key instead of its value. */
  readonly at?: 'key' | 'value';
  /** Further places involved, e.g. the host that has the same address. */
  readonly related?: readonly {
    readonly path: ManifestPath;
    readonly message: string;
    readonly at?: 'key' | 'value';
  }[];
}

/** Collects diagnostics: what the user got wrong is a value, never an exception. */
export class Reporter {
  private readonly locator: Locator;
  private readonly source: { readonly source?: SourceId };
  private readonly taint: Taint;
  private readonly found: Diagnostic[] = [];

  /**
   * @param source the file that the locator finds paths in
   * @param taint what no message may say
   */
  constructor(locator: Locator, source: SourceId = 'manifest', taint: Taint = NO_TAINT) {
    this.locator = locator;
    this.taint = taint;
    this.source = source === 'manifest' ? {} : { source };
  }

  report(law: Law, { path, message, hint = '', at = 'value', related = [] }: Report): void {
    const isAboutSecret = [path, ...related.map((other) => other.path)].some((place) => this.taint.touches(place));
    const told = (sentence: string): string => this.taint.inSentence(sentence, isAboutSecret);
    this.found.push({
      code: law.code,
      severity: law.severity,
      ...this.source,
      message: told(message),
      path: maskedPath(path),
      ...this.locator.locate(path, at),
      related: related.map((other) => ({
        message: told(other.message),
        ...this.locator.locate(other.path, other.at ?? 'value'),
      })),
      hint: told(hint),
    });
  }

  /** A diagnostic whose place is known already, as that of a fault of YAML's is. */
  add(diagnostic: Diagnostic): void {
    this.found.push({ ...this.source, ...diagnostic, path: maskedPath(diagnostic.path) });
  }

  get failed(): boolean {
    return this.found.some((diagnostic) => diagnostic.severity === 'error');
  }

  /** All that was found, in the manifest's order, then that of other files and of the lock; equal ones once. */
  list(): Diagnostic[] {
    const seen = new Set<string>();
    return this.found
      .toSorted(
        (a, b) =>
          Number(a.source === 'lock') - Number(b.source === 'lock') ||
          compareTexts(a.file ?? '', b.file ?? '') ||
          a.line - b.line ||
          a.column - b.column ||
          compareTexts(a.code, b.code),
      )
      .filter((diagnostic) => {
        const { code, file, line, column, path, message } = diagnostic;
        // What several hosts take from one file is said of that file once.
        const where = file ?? path.join('\0');
        const key = `${code} ${where}:${line}:${column} ${message}`;
        return !seen.has(key) && seen.add(key);
      });
  }
}

const compareTexts = (a: string, b: string): number => Number(a > b) - Number(a < b);
