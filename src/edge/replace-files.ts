import {
  chmodSync,
  closeSync,
  fsyncSync,
  linkSync,
  lstatSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  type Stats,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { WriteError } from './errors.ts';
import { isThere } from './is-there.ts';
import { besideName, removeLeftovers } from './leftovers.ts';
import { newMark } from './process-mark.ts';
import { reason } from './reason.ts';

/** What is to become of one file. */
export type Change =
  | {
      readonly path: string;
      readonly content: Uint8Array;
      readonly mode: number;
      /** To be on the disk itself before it takes its place: for what cannot be made again. */
      readonly durable?: boolean;
      readonly remove?: never;
    }
  | { readonly path: string; readonly remove: true };

interface Prepared {
  readonly change: Change;
  /** Whether something stands in its place. */
  readonly replaces: boolean;
  /** The new content under another name in the same directory, so that a rename puts it in place at once. */
  readonly fresh: string;
  /** A second name of what was there, until all is done. */
  readonly old: string;
}

/**
 * Changes that are all made, or none: new contents are written in full under other names first (a full disk shows
 * there), then renamed into place; if that fails midway, what was there is put back.
 */
export class Replacement {
  private readonly prepared: Prepared[] = [];
  private readonly paths: string[] = [];
  /** Another run's new files have other names. */
  private readonly mark = newMark();

  /**
   * Writes the new content beside the old. Of what is up to date already nothing is touched.
   * @throws WriteError that names the file and the cause; nothing is changed then
   */
  prepare(change: Change): void {
    const beside = (state: 'new' | 'old'): string =>
      join(dirname(change.path), besideName(basename(change.path), state, this.mark));
    this.paths.push(change.path);
    this.guarded(change.path, () => {
      const stat = lstatSync(change.path, { throwIfNoEntry: false });
      if (stat?.isDirectory()) throw Object.assign(new Error('it is a directory'), { code: 'EISDIR' });
      if (stat && !stat.isFile() && !stat.isSymbolicLink()) throw new Error('it is not a regular file');
      if (stat && isUpToDate(change, stat)) return;
      const item = { change, replaces: stat !== undefined, fresh: beside('new'), old: beside('old') };
      this.prepared.push(item);
      writeFresh(item);
    });
  }

  /** @throws WriteError that names the file and the cause; nothing is changed then */
  commit(): void {
    const done: Prepared[] = [];
    for (const item of this.prepared) {
      this.guarded(
        item.change.path,
        () => {
          keepOld(item);
          done.push(item);
          if (item.change.remove) rmSync(item.change.path, { force: true });
          else renameSync(item.fresh, item.change.path);
        },
        done,
      );
    }
    for (const { old, replaces } of done) if (replaces) removeIfPossible(old);
    for (const directory of new Set(this.paths.map((path) => dirname(path)))) {
      removeLeftovers(directory, (name) => this.paths.includes(join(directory, name)));
    }
  }

  /** Leaves everything as it was. */
  abandon(): void {
    for (const { fresh } of this.prepared) rmSync(fresh, { force: true });
  }

  private guarded(path: string, work: () => void, done: readonly Prepared[] = []): void {
    try {
      work();
    } catch (error) {
      for (const item of done.toReversed()) putBack(item);
      this.abandon();
      throw new WriteError(`cannot write ${path}: ${reason(error)}; nothing was changed`);
    }
  }
}

/**
 * All of these changes, or none.
 * @throws WriteError that names the file and the cause; nothing is changed then
 */
export function replaceFiles(changes: readonly Change[]): void {
  const replacement = new Replacement();
  for (const change of changes) replacement.prepare(change);
  replacement.commit();
}

function isUpToDate(change: Change, stat: Stats): boolean {
  if (change.remove || !stat.isFile() || (stat.mode & 0o777) !== change.mode) return false;
  return stat.size === change.content.length && readFileSync(change.path).equals(change.content);
}

function writeFresh({ change, fresh }: Prepared): void {
  if (change.remove) return;
  const descriptor = openSync(fresh, 'wx', change.mode);
  try {
    for (let rest = change.content; rest.length > 0; ) rest = rest.subarray(writeSync(descriptor, rest));
    if (change.durable) fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  // The umask may have taken bits away.
  chmodSync(fresh, change.mode);
}

function keepOld({ change, old, replaces }: Prepared): void {
  if (!replaces) return;
  try {
    linkSync(change.path, old);
  } catch {
    // A file system without hard links (FAT, some network shares).
    renameSync(change.path, old);
  }
}

function putBack({ change, old }: Prepared): void {
  if (!isThere(old)) {
    rmSync(change.path, { force: true });
    return;
  }
  renameSync(old, change.path);
  // Of two names of one file rename(2) leaves both.
  removeIfPossible(old);
}

/** All is done: what stays is for the next run, and no reason to fail. */
function removeIfPossible(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // Named so that the next run sees whose it was.
  }
}
