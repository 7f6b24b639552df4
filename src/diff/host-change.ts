import type { Taint } from '../secrets/taint.ts';
import { type FileChange, fileChanges, type HostFile, maskedChange } from './file-changes.ts';
import { type LinkChange, type LinkEnd, linkChanges } from './link-changes.ts';

/** What a changed manifest asks of one host. */
export type Verdict = 'unchanged' | 'patch' | 'rebuild' | 'new' | 'gone';

export interface HostChange {
  readonly host: string;
  readonly verdict: Verdict;
  /** A sentence for each reason; of a patch what it interrupts, of a rebuild what no running host takes. */
  readonly why: readonly string[];
  readonly files: readonly FileChange[];
  readonly links: readonly LinkChange[];
}

/** What two sides of a host are compared by, whatever it was read from: its plan, or its document. */
export interface HostSide {
  readonly files: readonly HostFile[];
  readonly links: readonly LinkEnd[];
  /** What of it came by `$secret`, where that is known. */
  readonly taint?: Taint;
}

/** What tells two sides of one kind apart besides files and links, each a sentence. */
interface Judge<Side> {
  /** What no running host takes. */
  readonly rebuild: (before: Side, after: Side) => readonly string[];
  /** What a patch interrupts. */
  readonly interrupts: (
    before: Side,
    after: Side,
    files: readonly FileChange[],
    links: readonly LinkChange[],
  ) => readonly string[];
}

/** One host of two manifests: at least one of them has it. */
export function hostChange<Side extends HostSide>(
  host: string,
  before: Side | undefined,
  after: Side | undefined,
  { rebuild, interrupts }: Judge<Side>,
): HostChange {
  const files = fileChanges(before?.files ?? [], after?.files ?? []);
  const links = linkChanges(before?.links ?? [], after?.links ?? []);
  const taints = [before, after].flatMap((side) => (side?.taint ? [side.taint] : []));
  const change = (verdict: Verdict, why: readonly string[]): HostChange => ({
    ...{ host, verdict, links },
    why: why.map((reason) => taints.reduce((text, taint) => taint.inSentence(text), reason)),
    files: files.map((file) => maskedChange(file, taints)),
  });
  if (!before) return change('new', ['boot it with its document']);
  if (!after) return change('gone', ['remove its links from its peers, then delete it']);
  const reasons = rebuild(before, after);
  // What of them is in no file is in the document: the user's own part.
  if (reasons.length > 0) return change('rebuild', reasons);
  if (files.length === 0) return change('unchanged', []);
  const why = interrupts(before, after, files, links);
  return change('patch', why.length > 0 ? why : ['no traffic is interrupted']);
}
