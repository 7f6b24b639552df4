import { closeSync, constants, existsSync, fstatSync, openSync, realpathSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import type { UnreadableFile } from '../project/project-inputs.ts';
import { decodeUtf8 } from './decode-utf8.ts';
import { isThere } from './is-there.ts';
import { readBytes } from './read-bytes.ts';
import { reason } from './reason.ts';

/** Reads a file that a manifest names, by its path from the manifest's directory; undefined where there is none. */
export type ReadBeside = (name: string) => string | UnreadableFile | undefined;

/** No file of a document's size has more, in bytes. */
export const MOST_BESIDE = 2 ** 22;
export const TOO_LARGE = `is larger than ${MOST_BESIDE / 2 ** 20} MiB`;

/**
 * Reads files beside a manifest: regular ones, inside the project, of a size that a document may have.
 * @param directory the manifest's
 */
export function readerBeside(directory: string): ReadBeside {
  const root = projectRoot(realPath(directory) ?? directory);
  return (name) => {
    const path = join(directory, name);
    const target = realPath(path);
    if (target === undefined) return isThere(path) ? { fault: 'is a link that leads nowhere' } : undefined;
    if (!target.startsWith(join(root, sep))) return { fault: 'is outside of the project' };
    return readRegular(target);
  };
}

/** The nearest directory above that git keeps, or else the directory itself. */
function projectRoot(directory: string): string {
  for (let place = directory; ; place = dirname(place)) {
    if (existsSync(join(place, '.git'))) return place;
    if (dirname(place) === place) return directory;
  }
}

function readRegular(path: string): string | UnreadableFile {
  let descriptor: number | undefined;
  try {
    // Without O_NONBLOCK a pipe would wait for its writer.
    descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const stat = fstatSync(descriptor);
    if (stat.isDirectory()) return { fault: 'is a directory' };
    if (!stat.isFile()) return { fault: 'is not a regular file' };
    if (stat.size > MOST_BESIDE) return { fault: TOO_LARGE };
    return decodeUtf8(readBytes(descriptor, path)) ?? { fault: 'is not UTF-8' };
  } catch (error) {
    return { fault: `cannot be read: ${reason(error)}` };
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/** Where all links lead; undefined where that is nowhere, or round in circles. */
function realPath(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}
