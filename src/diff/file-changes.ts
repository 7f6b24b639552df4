import { bareFile } from '../host/bare-file.ts';
import { isForOwner, type PlannedFile } from '../host/part.ts';
import { maskedSides } from '../secrets/mask-file.ts';
import type { Taint } from '../secrets/taint.ts';

/** A file of a host, as a plan or a document has it. */
export type HostFile = Pick<PlannedFile, 'path' | 'content' | 'mode'>;

export interface FileChange {
  readonly path: string;
  readonly change: 'added' | 'removed' | 'changed';
  /** Its texts, '' where there is none. */
  readonly before: string;
  readonly after: string;
  /** Whether nobody but its owner may read it on the host, on either side. */
  readonly isForOwner: boolean;
}

/** A host's files by their paths. */
export function fileChanges(before: readonly HostFile[], after: readonly HostFile[]): FileChange[] {
  const [old, young] = [before, after].map((files) => new Map(files.map((file) => [file.path, file])));
  const paths = [...new Set([...before, ...after].map(({ path }) => path))].toSorted();
  return paths.flatMap((path): FileChange[] => {
    const [was, is] = [old?.get(path), young?.get(path)];
    if (was && is && isSame(was, is)) return [];
    const change = !was ? 'added' : !is ? 'removed' : 'changed';
    const isSecret = isForOwner(was?.mode ?? 0) || isForOwner(is?.mode ?? 0);
    return [{ path, change, before: was?.content ?? '', after: is?.content ?? '', isForOwner: isSecret }];
  });
}

/** Whether a host is the same with either: of two documents that are packed differently, one may lack comments. */
const isSame = (was: HostFile, is: HostFile): boolean =>
  was.mode === is.mode && (was.content === is.content || bareFile(was).content === bareFile(is).content);

/** A change as people may see it, without secrets. */
export const maskedChange = (change: FileChange, taints: readonly Taint[]): FileChange => ({
  ...change,
  ...maskedSides({ ...change, taints }),
});
