import {
  chmodSync,
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { isDirectory } from './document-directory.ts';
import { WriteError } from './errors.ts';
import { closeJournal, finish } from './journal.ts';
import { isInUse, MARK, newMark } from './process-mark.ts';
import { reason } from './reason.ts';

/** Seconds that another run is waited for. */
const PATIENCE = 30;
/** Milliseconds between two looks at it: between these, by chance, so that two that wait do not meet again and again. */
const PAUSE = { least: 10, most: 50 };

const HIDDEN = new RegExp(`^\\.meshinit-(new|now)-(${MARK})$`);

/** Lets others run for some milliseconds; rejects where a signal asks for the end. */
export type Pause = (milliseconds: number) => Promise<void>;

/**
 * A hidden directory inside the output directory for files that are not in their place yet. Its name tells the process
 * that made it, so that what a killed one left is told from what another is working on, and whether it is putting them
 * in place now, which one does at a time.
 */
export class Staging {
  private readonly directory: string;
  private readonly mark = newMark();
  private state: 'new' | 'now' = 'new';
  /** The topmost directory that was made for it, if any. */
  private readonly created: string | undefined;

  constructor(directory: string) {
    this.directory = directory;
    this.created = makeDirectory(directory);
    // Secrets are in it.
    mkdirSync(this.path, { mode: 0o700 });
  }

  get path(): string {
    return hiddenPath(this.directory, this.state, this.mark);
  }

  /** Whether the output directory was made for it. */
  get isFirst(): boolean {
    return this.created !== undefined;
  }

  put(name: string, content: Uint8Array, mode: number): void {
    const path = join(this.path, name);
    const descriptor = openSync(path, 'wx', mode);
    try {
      for (let rest = content; rest.length > 0; ) rest = rest.subarray(writeSync(descriptor, rest));
    } finally {
      closeSync(descriptor);
    }
    // The umask may have taken bits away.
    chmodSync(path, mode);
  }

  /**
   * Waits until no other run puts files in place; from then on this one does. Two that say so at once both see it, and
   * take it back: whoever looked last has seen the other.
   * @throws WriteError where another takes too long
   */
  async enter(pause: Pause): Promise<void> {
    // To ask `performance` would load node:perf_hooks.
    const until = process.uptime() + PATIENCE;
    for (;;) {
      if (this.rival() === undefined) {
        this.become('now');
        if (this.rival() === undefined) return;
        this.become('new');
      }
      if (process.uptime() > until) {
        const process = this.rival()?.split('-')[1] ?? '';
        throw new WriteError(
          `another meshinit (process ${process}) is writing to ${this.directory}; nothing was changed: run again when it has finished`,
        );
      }
      await pause(PAUSE.least + Math.random() * (PAUSE.most - PAUSE.least));
    }
  }

  /** Finishes what killed runs had begun to put in place, and removes what they left. To be called by who has entered. */
  clean(): void {
    for (const { state, mark } of this.others()) {
      if (!this.isLeftover(state, mark)) continue;
      const path = hiddenPath(this.directory, state, mark);
      if (state === 'now') finish(this.directory, path);
      rmSync(path, { recursive: true, force: true });
    }
  }

  /** Takes it away, and the directories that were made for it where nothing came into them. */
  remove(): void {
    try {
      closeJournal(this.path);
      rmSync(this.path, { recursive: true, force: true });
    } catch {
      // The next run tries again.
    }
    if (this.created === undefined) return;
    const last = resolve(this.created);
    try {
      for (let at = resolve(this.directory); at.startsWith(last); at = dirname(at)) rmdirSync(at);
    } catch {
      // Something is in it.
    }
  }

  private become(state: 'new' | 'now'): void {
    renameSync(this.path, hiddenPath(this.directory, state, this.mark));
    this.state = state;
  }

  private rival(): string | undefined {
    return this.others().find(({ state, mark }) => state === 'now' && this.isAlive(state, mark))?.mark;
  }

  private others() {
    return readdirSync(this.directory).flatMap((name) => {
      const [, state, mark] = HIDDEN.exec(name) ?? [];
      if (mark === undefined || mark === this.mark || !isDirectory(join(this.directory, name))) return [];
      return [{ state: state === 'now' ? ('now' as const) : ('new' as const), mark }];
    });
  }

  private isAlive(state: 'new' | 'now', mark: string): boolean {
    return this.isUsed(state, mark) === true;
  }

  /** What is gone since it was seen has its other name now, and may have this one again at once: its maker lives. */
  private isLeftover(state: 'new' | 'now', mark: string): boolean {
    return this.isUsed(state, mark) === false;
  }

  /** Undefined where nothing has that name. */
  private isUsed(state: 'new' | 'now', mark: string): boolean | undefined {
    const stat = statSync(hiddenPath(this.directory, state, mark), { throwIfNoEntry: false });
    return stat && isInUse(mark, () => this.now() - stat.mtimeMs);
  }

  /** The time by the clock of this file system, which may be a server's. */
  private now(): number {
    const path = join(this.path, 'clock');
    writeFileSync(path, '');
    return statSync(path).mtimeMs;
  }
}

const hiddenPath = (directory: string, state: 'new' | 'now', mark: string): string =>
  join(directory, `.meshinit-${state}-${mark}`);

/** Makes a directory and its parents. @returns the topmost one that was made, if any */
function makeDirectory(directory: string): string | undefined {
  try {
    return mkdirSync(directory, { recursive: true });
  } catch (error) {
    throw new WriteError(`cannot make directory ${directory}: ${reason(error)}; nothing was changed`);
  }
}
