import { writeFileSync } from 'node:fs';
import { UsageError, WriteError } from './errors.ts';
import { reason } from './manifest-file.ts';

/** Writes a file that is not there yet, or, where asked to, in the place of one that is. */
export function writeNewFile(path: string, text: string, force: boolean): void {
  try {
    writeFileSync(path, text, { flag: force ? 'w' : 'wx' });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') {
      throw new UsageError(`${path} exists already`, 'Take another name with -o, or --force to write over it.');
    }
    throw new WriteError(`cannot write ${path}: ${reason(error)}`);
  }
}
