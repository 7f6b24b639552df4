import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from './errors.ts';
import { reason } from './manifest-file.ts';

/** A document's name: its host, its format, and what it is packed in. */
const DOCUMENT = /^([a-z0-9][a-z0-9-]*)\.(yaml|ign|sh)(\.gz)?(\.b64)?$/;

export const isDirectory = (path: string): boolean => existsSync(path) && statSync(path).isDirectory();

/** Every document of a directory that `compile` wrote, by its host. */
export function readDocuments(directory: string): Map<string, Uint8Array> {
  try {
    const named = readdirSync(directory).flatMap((file) => {
      const [, host] = DOCUMENT.exec(file) ?? [];
      return host === undefined ? [] : [[host, readFileSync(join(directory, file))] as const];
    });
    if (named.length === 0)
      throw new UsageError(`${directory} has no documents`, 'compile writes them: HOST.yaml, HOST.ign or HOST.sh.');
    return new Map(named);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`cannot read ${directory}: ${reason(error)}`);
  }
}
