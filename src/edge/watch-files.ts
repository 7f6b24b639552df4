import { watch } from 'node:fs';
import { basename, dirname } from 'node:path';
import { UsageError } from './errors.ts';
import { reason } from './manifest-file.ts';

/** An editor writes a file in several steps: in milliseconds, they are over by then. */
const SETTLED = 100;

/**
 * Tells of changes to files until the function that it gives back is called. Their directory is watched, since editors
 * put a new file in the old one's place.
 * @param paths all in one directory
 */
export function watchFiles(paths: readonly string[], changed: () => void): () => void {
  const [first = '.'] = paths;
  const names = new Set(paths.map((path) => basename(path)));
  let timer: NodeJS.Timeout | undefined;
  try {
    const watcher = watch(dirname(first), (_, name) => {
      if (name !== null && !names.has(name)) return;
      clearTimeout(timer);
      timer = setTimeout(changed, SETTLED);
    });
    return () => {
      clearTimeout(timer);
      watcher.close();
    };
  } catch (error) {
    throw new UsageError(`cannot watch ${dirname(first)}: ${reason(error)}`);
  }
}
