import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { hostOfDocument } from '../document/document-name.ts';
import { UsageError } from './errors.ts';
import { reason } from './reason.ts';

export const isDirectory = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

/** Every document of a directory that `compile` wrote, by its host. */
export function readDocuments(directory: string): Map<string, Uint8Array> {
  try {
    const named = readdirSync(directory).flatMap((file) => {
      const host = hostOfDocument(file);
      const path = join(directory, file);
      // What is no file, such as a pipe, may have no end.
      return host === undefined || !statSync(path).isFile() ? [] : [[host, readFileSync(path)] as const];
    });
    if (named.length === 0)
      throw new UsageError(
        `${directory} has no documents`,
        'meshinit compile writes documents: HOST.yaml, HOST.ign or HOST.sh.',
      );
    return new Map(named);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`cannot read ${directory}: ${reason(error)}`);
  }
}
