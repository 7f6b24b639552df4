import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { HostDocument } from '../document/pack.ts';
import { WriteError } from './errors.ts';
import { reason } from './manifest-file.ts';
import { Replacement } from './replace-files.ts';

/** The checksums beside the documents: what tells an output directory. */
export const SUMS = 'SHA256SUMS';

const sha256 = (content: Uint8Array | string): string => createHash('sha256').update(content).digest('hex');

/**
 * Writes documents as they are made, under other names; `commit` puts all of them in place at once, with their
 * checksums and the lock file. Until then nothing is changed. A file of a host that has left goes only if the checksums
 * show that meshinit wrote it and nobody changed it since.
 */
export class OutputDirectory {
  private readonly directory: string;
  private readonly replacement = new Replacement();
  private readonly written = new Map<string, string>();
  private readonly hosts = new Set<string>();
  /** The topmost directory that was made, if any. */
  private created: string | undefined;

  constructor(directory: string) {
    this.directory = directory;
  }

  /** @throws WriteError; nothing is changed then */
  add({ host, name, content, secret }: HostDocument): void {
    if (this.hosts.size === 0) this.created = makeDirectory(this.directory);
    this.hosts.add(host);
    this.written.set(name, sha256(content));
    this.guarded(() =>
      this.replacement.prepare({ path: join(this.directory, name), content, mode: secret ? 0o600 : 0o644 }),
    );
  }

  /**
   * @param hosts every host of the manifest: a call for some of them leaves the others' files alone
   * @throws WriteError; nothing is changed then
   */
  commit(hosts: readonly string[], lock: { readonly path: string; readonly text: string } | undefined): void {
    if (this.hosts.size === 0) this.created = makeDirectory(this.directory);
    const sums = readSums(join(this.directory, SUMS));
    const known = new Set(hosts);
    this.guarded(() => {
      for (const [name, sum] of sums) {
        const host = name.split('.')[0] ?? '';
        if (known.has(host) && !this.hosts.has(host)) continue;
        sums.delete(name);
        const path = join(this.directory, name);
        if (!this.written.has(name) && currentSum(path) === sum) this.replacement.prepare({ path, remove: true });
      }
      for (const [name, sum] of this.written) sums.set(name, sum);
      const lines = [...sums].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([name, sum]) => `${sum}  ${name}\n`);
      const content = Buffer.from(lines.join(''));
      this.replacement.prepare({ path: join(this.directory, SUMS), content, mode: 0o644 });
      if (lock) {
        const text = Buffer.from(lock.text);
        this.replacement.prepare({ path: lock.path, content: text, mode: 0o644, durable: true });
      }
      this.replacement.commit();
    });
  }

  /** Leaves everything as it was. */
  abandon(): void {
    this.replacement.abandon();
    if (this.created !== undefined) rmSync(this.created, { recursive: true, force: true });
  }

  private guarded(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.abandon();
      throw error;
    }
  }
}

/**
 * Writes all of these documents, their checksums and the lock file, or nothing at all.
 * @param hosts every host of the manifest
 * @throws WriteError; nothing is changed then
 */
export function writeOutput(
  directory: string,
  documents: readonly HostDocument[],
  hosts: readonly string[],
  lock: { readonly path: string; readonly text: string } | undefined,
): void {
  const output = new OutputDirectory(directory);
  for (const document of documents) output.add(document);
  output.commit(hosts, lock);
}

/** Makes a directory and its parents. @returns the topmost one that was made, if any */
function makeDirectory(directory: string): string | undefined {
  try {
    return mkdirSync(directory, { recursive: true });
  } catch (error) {
    throw new WriteError(`cannot make directory ${directory}: ${reason(error)}; nothing was changed`);
  }
}

/** Names and sums of a SHA256SUMS file, as sha256sum(1) writes it. Lines of another form are nobody's. */
function readSums(path: string): Map<string, string> {
  const sums = new Map<string, string>();
  if (!existsSync(path) || statSync(path).isDirectory()) return sums;
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    const [, sum, name] = /^([0-9a-f]{64}) [ *]([^/]+)$/.exec(line) ?? [];
    if (sum && name) sums.set(name, sum);
  }
  return sums;
}

function currentSum(path: string): string | undefined {
  try {
    return sha256(readFileSync(path));
  } catch {
    return undefined;
  }
}
