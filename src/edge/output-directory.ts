import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { HostDocument } from '../document/pack.ts';
import { WriteError } from './errors.ts';
import { reason } from './manifest-file.ts';
import { type Change, replaceFiles } from './replace-files.ts';

/** The checksums beside the documents: what tells an output directory. */
export const SUMS = 'SHA256SUMS';

const sha256 = (content: Uint8Array | string): string => createHash('sha256').update(content).digest('hex');

/**
 * Writes documents, their checksums and the lock file, or nothing at all. A file of a host that has left goes only
 * if the checksums show that meshinit wrote it and nobody changed it since.
 * @param hosts every host of the manifest: a call for some of them leaves the others' files alone
 */
export function writeOutput(
  directory: string,
  documents: readonly HostDocument[],
  hosts: readonly string[],
  lock: { readonly path: string; readonly text: string } | undefined,
): void {
  const created = makeDirectory(directory);
  const sums = readSums(join(directory, SUMS));
  const writing = new Set(documents.map((document) => document.host));
  const changes: Change[] = [];
  for (const [name, sum] of sums) {
    const host = name.split('.')[0] ?? '';
    if (hosts.includes(host) && !writing.has(host)) continue;
    sums.delete(name);
    if (documents.some((document) => document.name === name)) continue;
    if (currentSum(join(directory, name)) === sum) changes.push({ path: join(directory, name), remove: true });
  }
  for (const { name, content, secret } of documents) {
    sums.set(name, sha256(content));
    changes.push({ path: join(directory, name), content, mode: secret ? 0o600 : 0o644 });
  }
  const lines = [...sums].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([name, sum]) => `${sum}  ${name}\n`);
  changes.push({ path: join(directory, SUMS), content: Buffer.from(lines.join('')), mode: 0o644 });
  if (lock) changes.push({ path: lock.path, content: Buffer.from(lock.text), mode: 0o644, durable: true });
  try {
    replaceFiles(changes);
  } catch (error) {
    if (created !== undefined) rmSync(created, { recursive: true, force: true });
    throw error;
  }
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
