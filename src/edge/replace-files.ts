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
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { WriteError } from './errors.ts';
import { reason } from './manifest-file.ts';

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
  /** The new content under another name in the same directory, so that a rename puts it in place at once. */
  readonly fresh: string;
  /** A second name of what was there, until all is done. */
  readonly old: string;
}

/**
 * Makes all changes, or none: new contents are written in full under other names first (a full disk shows there), then
 * renamed into place; if that fails midway, what was there is put back.
 * @throws WriteError that names the file and the cause; nothing is changed then
 */
export function replaceFiles(changes: readonly Change[]): void {
  const wanted = changes.filter((change) => !isUpToDate(change)).map(prepare);
  const done: Prepared[] = [];
  let current = '';
  try {
    for (const item of wanted) {
      current = item.change.path;
      writeFresh(item);
    }
    for (const item of wanted) {
      current = item.change.path;
      keepOld(item);
      done.push(item);
      if (item.change.remove) rmSync(item.change.path, { force: true });
      else renameSync(item.fresh, item.change.path);
    }
  } catch (error) {
    for (const item of done.toReversed()) putBack(item);
    for (const { fresh } of wanted) rmSync(fresh, { force: true });
    throw new WriteError(`cannot write ${current}: ${reason(error)}; nothing was changed`);
  }
  for (const { old } of done) rmSync(old, { force: true });
}

function prepare(change: Change): Prepared {
  const beside = join(dirname(change.path), `.${basename(change.path)}.meshinit`);
  return { change, fresh: `${beside}-new`, old: `${beside}-old` };
}

function isUpToDate(change: Change): boolean {
  if (change.remove) return false;
  try {
    const stat = lstatSync(change.path);
    return stat.isFile() && (stat.mode & 0o777) === change.mode && readFileSync(change.path).equals(change.content);
  } catch {
    return false;
  }
}

function writeFresh({ change, fresh }: Prepared): void {
  if (exists(change.path) && lstatSync(change.path).isDirectory()) {
    throw Object.assign(new Error('a directory stands in its place'), { code: 'EISDIR' });
  }
  if (change.remove) return;
  rmSync(fresh, { force: true });
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

function keepOld({ change, old }: Prepared): void {
  rmSync(old, { force: true });
  if (!exists(change.path)) return;
  try {
    linkSync(change.path, old);
  } catch {
    // A file system without hard links (FAT, some network shares).
    renameSync(change.path, old);
  }
}

function putBack({ change, old }: Prepared): void {
  if (exists(old)) renameSync(old, change.path);
  else rmSync(change.path, { force: true });
}

function exists(path: string): boolean {
  try {
    lstatSync(path);
    return true;
  } catch {
    return false;
  }
}
