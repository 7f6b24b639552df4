import { existsSync, type FSWatcher, watch } from 'node:fs';
import { basename, dirname } from 'node:path';
import { UsageError } from './errors.ts';
import { reason } from './reason.ts';

/** An editor writes a file in several steps: in milliseconds, they are over by then. */
const SETTLED = 100;

/**
 * Tells of changes to files. Their directories are watched, since editors put a new file in the old one's place.
 */
export class WatchedFiles {
  private readonly changed: () => void;
  private readonly watchers = new Map<string, FSWatcher>();
  private names = new Map<string, Set<string>>();
  private timer: NodeJS.Timeout | undefined;
  private isEnded = false;

  constructor(changed: () => void) {
    this.changed = changed;
  }

  /** From now on these, and no others. */
  watch(paths: readonly string[]): void {
    if (this.isEnded) return;
    this.names = new Map();
    for (const path of paths) {
      const names = this.names.get(dirname(path)) ?? new Set();
      this.names.set(dirname(path), names.add(basename(path)));
    }
    for (const directory of this.names.keys()) {
      // Of a file that is missing, so may its directory be.
      if (!this.watchers.has(directory) && existsSync(directory)) this.watchers.set(directory, this.open(directory));
    }
    for (const [directory, watcher] of this.watchers) {
      if (this.names.has(directory)) continue;
      watcher.close();
      this.watchers.delete(directory);
    }
  }

  end(): void {
    this.isEnded = true;
    clearTimeout(this.timer);
    for (const watcher of this.watchers.values()) watcher.close();
  }

  private open(directory: string): FSWatcher {
    try {
      return watch(directory, (_, name) => {
        if (name !== null && !this.names.get(directory)?.has(name)) return;
        clearTimeout(this.timer);
        this.timer = setTimeout(this.changed, SETTLED);
      });
    } catch (error) {
      throw new UsageError(`cannot watch ${directory}: ${reason(error)}`);
    }
  }
}
