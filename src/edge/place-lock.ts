import { realpathSync, rmSync } from 'node:fs';
import { WriteError } from './errors.ts';
import { readOptional } from './manifest-file.ts';
import { replaceFiles } from './replace-files.ts';

/** A manifest's lock file: as the run has read it, and as it is to be. */
export interface LockChange {
  readonly path: string;
  /** Undefined where there was none. */
  readonly before: string | undefined;
  readonly text: string;
}

/**
 * The lock as it is now.
 * @throws WriteError where another run has changed it to something else since this one read it
 */
export function currentLock({ path, before, text }: LockChange): string | undefined {
  const current = readOptional(path);
  if (current === before || current === text) return current;
  throw new WriteError(`${path} was changed during this run; nothing else was changed: run again`);
}

/**
 * Puts the lock in place of what is there now.
 * @returns what takes it back
 * @throws WriteError; nothing is changed then
 */
export function placeLock({ path, text }: LockChange, current: string | undefined): () => void {
  if (current === text) return () => undefined;
  // A link to a lock elsewhere stays one.
  const target = current === undefined ? path : realpathSync(path);
  const write = (content: string): void =>
    replaceFiles([{ path: target, content: Buffer.from(content), mode: 0o644, durable: true }]);
  write(text);
  return () => (current === undefined ? rmSync(target, { force: true }) : write(current));
}
