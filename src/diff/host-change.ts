import type { HostConfig } from '../host/host-config.ts';
import type { PlannedFile } from '../host/part.ts';
import { maskedSides } from '../secrets/mask-file.ts';
import { interruptions } from './interruptions.ts';
import { type LinkChange, linkChanges } from './link-changes.ts';
import { rebuildReasons } from './rebuild-reasons.ts';

/** What a changed manifest asks of one host. */
export type Verdict = 'unchanged' | 'patch' | 'rebuild' | 'new' | 'gone';

export interface FileChange {
  readonly path: string;
  readonly change: 'added' | 'removed' | 'changed';
  /** Texts for people, without secrets; '' where there is none. */
  readonly before: string;
  readonly after: string;
}

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

function fileChanges(before: readonly PlannedFile[], after: readonly PlannedFile[]): FileChange[] {
  const [old, young] = [before, after].map((files) => new Map(files.map((file) => [file.path, file])));
  const paths = [...new Set([...before, ...after].map(({ path }) => path))].toSorted();
  return paths.flatMap((path): FileChange[] => {
    const [was, is] = [old?.get(path), young?.get(path)];
    if (was && is && was.content === is.content && was.mode === is.mode) return [];
    const change = !was ? 'added' : !is ? 'removed' : 'changed';
    return [{ path, change, before: was?.content ?? '', after: is?.content ?? '' }];
  });
}
