import type { HostConfig } from '../host/host-config.ts';
import { maskedSides } from '../secrets/mask-file.ts';
import { type FileChange, fileChanges } from './file-changes.ts';
import { interruptions } from './interruptions.ts';
import { type LinkChange, linkChanges } from './link-changes.ts';
import { rebuildReasons } from './rebuild-reasons.ts';

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

/** One host of two manifests: at least one of them has it. */
export function hostChange(before: HostConfig | undefined, after: HostConfig | undefined): HostChange {
  const host = (after ?? before)?.plan.host.name ?? '';
  const files = fileChanges(before?.files ?? [], after?.files ?? []);
  const links = linkChanges(before?.plan.host.links ?? [], after?.plan.host.links ?? []);
  const change = (verdict: Verdict, why: readonly string[]): HostChange => ({
    ...{ host, verdict, why, links },
    files: files.map((file) => ({ ...file, ...maskedSides(file) })),
  });
  if (!before) return change('new', ['boot it with its document']);
  if (!after) return change('gone', ['remove its links from its peers, then delete it']);
  const reasons = rebuildReasons(before.plan, after.plan);
  // What of them is in no file is in the document: the user's own part.
  if (reasons.length > 0) return change('rebuild', reasons);
  if (files.length === 0) return change('unchanged', []);
  return change('patch', interruptions(before, after, files, links));
}
