import type { PlannedFile } from '../host/part.ts';

export interface FileChange {
  readonly path: string;
  readonly change: 'added' | 'removed' | 'changed';
  /** Texts for people, without secrets; '' where there is none. */
  readonly before: string;
  readonly after: string;
}

/** A host's files by their paths. */
export function fileChanges(before: readonly PlannedFile[], after: readonly PlannedFile[]): FileChange[] {
  const [old, young] = [before, after].map((files) => new Map(files.map((file) => [file.path, file])));
  const paths = [...new Set([...before, ...after].map(({ path }) => path))].toSorted();
  return paths.flatMap((path): FileChange[] => {
    const [was, is] = [old?.get(path), young?.get(path)];
    if (was && is && was.content === is.content && was.mode === is.mode) return [];
    const change = !was ? 'added' : !is ? 'removed' : 'changed';
    return [{ path, change, before: was?.content ?? '', after: is?.content ?? '' }];
  });
}
