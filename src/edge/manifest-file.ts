import { normalize } from 'node:path';
import { UsageError } from './errors.ts';
import { isStream } from './is-stream.ts';
import { lockNameOf } from './lock-name.ts';
import { readBytes } from './read-bytes.ts';

/** A manifest as it stands on disk, with the lock file beside it. */
export interface ManifestFile {
  /** As given; `<stdin>` for standard input. */
  readonly name: string;
  readonly text: string;
  /** `NAME.yaml` has `NAME.lock` beside it; undefined for standard input and pipes, which keep none. */
  readonly lockPath: string | undefined;
  /** Undefined where there is none. */
  readonly lock: string | undefined;
}

/**
 * Reads both. A file that cannot be read is wrong use of the program.
 * @param input all of standard input, for the path `-`; without it that is a file's name
 */
export function readManifestFile(path: string, input?: () => Uint8Array): ManifestFile {
  if (path === '-' && input) {
    const text = decode(read(input, 'standard input'), 'standard input');
    return { name: '<stdin>', text, lockPath: undefined, lock: undefined };
  }
  const text = decode(read(path, path), path);
  if (isStream(path)) return { name: path, text, lockPath: undefined, lock: undefined };
  const lockPath = normalize(lockNameOf(path));
  return { name: path, text, lockPath, lock: readOptional(lockPath) };
}

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
  try {
    // A byte order mark is taken off by the decoder.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new UsageError(`cannot read ${path}: it is not UTF-8`);
  }
}

export const isMissing = (error: unknown): boolean => errorCode(error) === 'ENOENT';

const errorCode = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '');

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or directory',
  EACCES: 'permission denied',
  EPERM: 'operation not permitted',
  EISDIR: 'it is a directory',
  ENOTDIR: 'part of the path is not a directory',
  ENOSPC: 'the disk is full',
  EROFS: 'the file system is read-only',
  EEXIST: 'it already exists',
};

/** Why a system call failed, in words. */
export const reason = (error: unknown): string =>
  REASONS[errorCode(error)] ?? (error instanceof Error ? error.message : String(error));
