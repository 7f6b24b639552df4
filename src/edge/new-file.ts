import { realpathSync, writeFileSync } from 'node:fs';
import { UsageError, WriteError } from './errors.ts';
import { isThere } from './is-there.ts';
import { reason } from './reason.ts';
import { refuseInputs } from './refuse-inputs.ts';
import { replaceFiles } from './replace-files.ts';

/** @throws UsageError where something is there, a link that leads nowhere too */
export function refuseExisting(path: string): void {
  if (isThere(path)) throw existing(path);
}

const existing = (path: string): UsageError =>
  new UsageError(`${path} already exists`, 'Choose another name with -o, or replace the file with --force.');

/**
 * Writes a file that is not there yet, or, where asked to, in the place of one that is: that one stays until the new one
 * is written in full.
 * @param inputs files that the run has read
 */
export function writeNewFile(path: string, text: string, force: boolean, inputs: readonly string[]): void {
  if (force && isThere(path)) {
    refuseInputs([path], inputs);
    replaceFiles([{ path: followed(path), content: Buffer.from(text), mode: 0o644 }]);
    return;
  }
  try {
    writeFileSync(path, text, { flag: 'wx' });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') {
      throw existing(path);
    }
    throw new WriteError(`cannot write ${path}: ${reason(error)}`);
  }
}

/** Where a link leads, so that it stays one. */
function followed(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
