import { accessSync, closeSync, constants, fstatSync, openSync, readdirSync, readSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseSums, SUMS } from '../../edge/checksums.ts';
import { readOptional } from '../../edge/manifest-file.ts';
import { inputPathsOf, type ProjectFiles } from '../../edge/project-files.ts';
import { refuseInputs } from '../../edge/refuse-inputs.ts';
import { sha256 } from '../../edge/sha256.ts';
import type { CompileRecord } from './record-file.ts';

/** The bits of a mode that are permissions. */
const MODE = 0o777;
/** Bytes that are read at first: most documents have fewer. */
const ROOM = 2 ** 17;

/**
 * Whether an output directory has, byte for byte, what a record says, and nothing that a compilation would do besides.
 * Times and inodes prove nothing here: everything is read.
 */
export function standsAsWritten(directory: string, file: ProjectFiles, { sums, documents }: CompileRecord): boolean {
  try {
    const { lockPath, lock } = file;
    if ([directory, ...(lockPath === undefined ? [] : [dirname(lockPath)])].some(hasLeftovers)) return false;
    accessSync(directory, constants.W_OK | constants.X_OK);
    const inDirectory = (name: string): string => join(directory, name);
    const reader = new Reader();
    const list = reader.read(inDirectory(SUMS))?.content;
    if (!list || sha256(list) !== sums) return false;
    const listed = parseSums(list.toString());
    const stands = ({ name, secret }: CompileRecord['documents'][number]): boolean => {
      const found = reader.read(inDirectory(name));
      if (found?.mode !== (secret ? 0o600 : 0o644) || typeof listed === 'string') return false;
      return sha256(found.content) === listed.get(name);
    };
    if (!documents.every(stands)) return false;
    const outputs = [...documents.map(({ name }) => name), SUMS].map(inDirectory);
    const inputs = inputPathsOf(file);
    refuseInputs(outputs, lockPath === undefined ? inputs : [...inputs, lockPath]);
    if (lockPath === undefined) return true;
    refuseInputs([lockPath], inputs);
    // Another run may have changed it since.
    return readOptional(lockPath) === lock;
  } catch {
    // A compilation says what is wrong.
    return false;
  }
}

/** What runs that work now, or that were killed, have there: a compilation waits for the ones and clears up after the others. */
const hasLeftovers = (directory: string): boolean =>
  readdirSync(directory).some((name) => name.startsWith('.') && name.includes('meshinit-'));

/** Reads files one after another into one room: what it gives is there until the next is read. */
class Reader {
  private room = Buffer.allocUnsafe(ROOM);

  /** Undefined for what is no regular file: a link, too, is none of ours. */
  read(path: string): { readonly mode: number; readonly content: Buffer } | undefined {
    const descriptor = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    try {
      const stat = fstatSync(descriptor);
      if (!stat.isFile()) return undefined;
      return { mode: stat.mode & MODE, content: this.all(descriptor) };
    } finally {
      closeSync(descriptor);
    }
  }

  private all(descriptor: number): Buffer {
    for (let length = 0; ; ) {
      if (length === this.room.length) this.room = Buffer.concat([this.room], 2 * length);
      const count = readSync(descriptor, this.room, length, this.room.length - length, null);
      if (count === 0) return this.room.subarray(0, length);
      length += count;
    }
  }
}
