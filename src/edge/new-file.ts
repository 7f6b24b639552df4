import { lstatSync, writeFileSync } from 'node:fs';
import { UsageError, WriteError } from './errors.ts';
import { reason } from './manifest-file.ts';

/** @throws UsageError where something is there, a link that leads nowhere too */
export function refuseExisting(path: string): void {
  if (isThere(path)) throw existing(path);
}

function isThere(path: string): boolean {
  try {
    lstatSync(path);
    return true;
  } catch {
    // Where it cannot be looked at, the writing says why.
    return false;
  }
}

const existing = (path: string): UsageError =>
  new UsageError(`${path} exists already`, 'Take another name with -o, or --force to write over it.');

/** Writes a file that is not there yet, or, where asked to, in the place of one that is. */
export function writeNewFile(path: string, text: string, force: boolean): void {
  try {
    writeFileSync(path, text, { flag: force ? 'w' : 'wx' });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') {
      throw existing(path);
    }
    throw new WriteError(`cannot write ${path}: ${reason(error)}`);
  }
}
