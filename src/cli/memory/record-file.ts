import {
  appendFileSync,
  closeSync,
  constants,
  existsSync,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { HostDocument } from '../../document/pack.ts';
import { sha256 } from '../../edge/sha256.ts';
import type { Terminal } from '../terminal.ts';

declare const MESHINIT_BUILD: string;

/** Hexadecimal digits of a checksum. */
const DIGITS = 64;
/** Records that are kept, of as many output directories: the oldest go. */
const MOST_RECORDS = 64;
/** The bits of a mode by which others than the owner could look or write. */
const OTHERS = 0o077;

/** A document of a record, with what the command says of it. */
export type RecordedDocument = Omit<HostDocument, 'content'>;

/** What a compilation has left behind: digests, names, and warnings, which never say what is secret. */
export interface CompileRecord {
  /** SHA-256 of all that it depended on. */
  readonly inputs: string;
  /** Variables of the environment that it has asked for. */
  readonly variables: readonly string[];
  /** SHA-256 of its SHA256SUMS. */
  readonly sums: string;
  /** Its warnings. */
  readonly diagnostics: readonly Diagnostic[];
  readonly documents: readonly RecordedDocument[];
}

/**
 * The record of an output directory in the user's cache (XDG Base Directory Specification). Another build has another one.
 * Nothing depends on it: where it cannot be kept, there is none.
 */
export class RecordFile {
  private readonly folder: string;
  private readonly output: string;

  private constructor(folder: string, output: string) {
    this.folder = folder;
    this.output = output;
  }

  /** @returns undefined where the user wants none, or has no place for it */
  static of({ env }: Terminal, output: string): RecordFile | undefined {
    const cache = env['MESHINIT_NO_CACHE'] ? undefined : cacheOf(env);
    return cache === undefined || process.geteuid === undefined
      ? undefined
      : new RecordFile(join(cache, 'meshinit'), output);
  }

  /** Undefined for one that is missing, another user's, or not as it was written. */
  read(): CompileRecord | undefined {
    try {
      const path = this.path();
      if (!existsSync(path) || !isOwn(lstatSync(this.folder))) return undefined;
      const text = readOwn(path);
      const body = text.slice(DIGITS);
      return sha256(body) === text.slice(0, DIGITS) ? JSON.parse(body) : undefined;
    } catch {
      return undefined;
    }
  }

  write(record: CompileRecord): void {
    try {
      for (const folder of [dirname(this.folder), this.folder]) makeOwn(folder);
      if (!isOwn(lstatSync(this.folder))) return;
      const path = this.path();
      const fresh = `${path}.${process.pid}`;
      const body = JSON.stringify(record);
      writeFileSync(fresh, sha256(body), { flag: 'wx', mode: 0o600 });
      appendFileSync(fresh, body);
      renameSync(fresh, path);
      this.removeOldest();
    } catch {
      // The next run compiles.
    }
  }

  private path(): string {
    return join(this.folder, sha256(JSON.stringify([MESHINIT_BUILD, process.version, realpathSync(this.output)])));
  }

  private removeOldest(): void {
    const names = readdirSync(this.folder);
    if (names.length <= MOST_RECORDS) return;
    const aged = names.map((name) => ({
      path: join(this.folder, name),
      age: -lstatSync(join(this.folder, name)).mtimeMs,
    }));
    for (const { path } of aged.toSorted((a, b) => a.age - b.age).slice(MOST_RECORDS)) rmSync(path, { force: true });
  }
}

function cacheOf({ XDG_CACHE_HOME: cache, HOME: home }: Terminal['env']): string | undefined {
  // The specification passes over relative paths.
  if (cache && isAbsolute(cache)) return cache;
  return home && isAbsolute(home) ? join(home, '.cache') : undefined;
}

/** Makes a directory inside one of the user's own: root by sudo, whose HOME is a user's, leaves nothing there. */
function makeOwn(path: string): void {
  if (existsSync(path)) return;
  if (statSync(dirname(path)).uid !== process.geteuid?.()) throw new Error('it is the home of somebody else');
  mkdirSync(path, { mode: 0o700 });
}

const isOwn = ({ uid, mode }: { uid: number; mode: number }): boolean =>
  uid === process.geteuid?.() && (mode & OTHERS) === 0;

function readOwn(path: string): string {
  const descriptor = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const stat = fstatSync(descriptor);
    return stat.isFile() && isOwn(stat) ? readFileSync(descriptor, 'utf8') : '';
  } finally {
    closeSync(descriptor);
  }
}
