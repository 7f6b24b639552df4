import { basename, dirname, normalize } from 'node:path';
import { type ReadBeside, readerBeside } from './beside.ts';
import { decodeUtf8 } from './decode-utf8.ts';
import { UsageError } from './errors.ts';
import { isStream } from './is-stream.ts';
import { lockNameOf } from './lock-name.ts';
import { readBytes } from './read-bytes.ts';
import { isMissing, reason } from './reason.ts';

/** A manifest as it stands on disk, with the lock file beside it. */
export interface ManifestFile {
  /** As given; `<stdin>` for standard input. */
  readonly name: string;
  readonly text: string;
  /** `NAME.yaml` has `NAME.lock` beside it; undefined for standard input and pipes, which keep none. */
  readonly lockPath: string | undefined;
  /** Undefined where there is none. */
  readonly lock: string | undefined;
  /** Its name as files beside it would include it. */
  readonly manifestName: string | undefined;
  readonly readBeside: ReadBeside;
}

/**
 * Reads both. A file that cannot be read is wrong use of the program.
 * @param input all of standard input, for the path `-`; without it that is a file's name
 */
export function readManifestFile(path: string, input?: () => Uint8Array): ManifestFile {
  if (path === '-' && input) {
    const text = readInput(input);
    return { name: '<stdin>', text, ...WITHOUT_LOCK, manifestName: undefined, readBeside: readerBeside('.') };
  }
  const text = decode(read(path, path), path);
  if (isStream(path)) {
    return { name: path, text, ...WITHOUT_LOCK, manifestName: undefined, readBeside: readerBeside('.') };
  }
  const lockPath = normalize(lockNameOf(path));
  const readBeside = readerBeside(dirname(path));
  return { name: path, text, lockPath, lock: readOptional(lockPath), manifestName: basename(path), readBeside };
}

const WITHOUT_LOCK = { lockPath: undefined, lock: undefined };

/** A file's text, for one that somebody names: what cannot be read is wrong use of the program. */
export const readText = (path: string): string => decode(read(path, path), path);

/** All of standard input. */
export const readInput = (input: () => Uint8Array): string => decode(read(input, 'standard input'), 'standard input');

function read(from: string | (() => Uint8Array), name: string): Uint8Array {
  try {
    return typeof from === 'string' ? readBytes(from, name) : from();
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`cannot read ${name}: ${reason(error)}`);
  }
}

/** A file's text; undefined where there is none. What is no regular file might never end. */
export function readOptional(path: string): string | undefined {
  try {
    if (isStream(path)) throw new UsageError(`cannot read ${path}: it is not a regular file`);
    return decode(readBytes(path, path), path);
  } catch (error) {
    if (isMissing(error)) return undefined;
    if (error instanceof UsageError) throw error;
    throw new UsageError(`cannot read ${path}: ${reason(error)}`);
  }
}

function decode(bytes: Uint8Array, path: string): string {
  const text = decodeUtf8(bytes);
  if (text === undefined) throw new UsageError(`cannot read ${path}: it is not UTF-8`);
  return text;
}
