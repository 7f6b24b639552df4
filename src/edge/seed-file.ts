import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { appendFileSync, closeSync, existsSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, normalize } from 'node:path';
import { SEED_BYTES } from '../keys/keys.ts';
import { UsageError, WriteError } from './errors.ts';
import { isThere } from './is-there.ts';
import { readOptional } from './manifest-file.ts';
import { readBytes } from './read-bytes.ts';
import { isMissing, reason } from './reason.ts';

/** The seed's name beside a manifest's: `NAME.yaml` has `NAME.seed`. */
export const seedNameOf = (manifest: string): string => normalize(`${manifest.replace(/\.ya?ml$/, '')}.seed`);

/**
 * The seed in a file; undefined where there is none.
 * @throws UsageError, which never says what the file holds
 */
export function readSeed(path: string): Uint8Array | undefined {
  try {
    const bytes = readBytes(path, path);
    if (bytes.length === SEED_BYTES) return bytes;
  } catch (error) {
    if (isMissing(error) && !isThere(path)) return undefined;
    if (isMissing(error)) throw new UsageError(`cannot read ${path}: it is a link that leads nowhere`);
    if (error instanceof UsageError) throw error;
    throw new UsageError(`cannot read ${path}: ${reason(error)}`);
  }
  throw new UsageError(`${path} is not a seed: it does not have ${SEED_BYTES} bytes`, "'meshinit keys' makes one.");
}

/** The seed that a text spells in base64, as a secret of CI holds it. */
export function seedOf(text: string, name: string): Uint8Array {
  const bytes = Buffer.from(text.trim(), 'base64');
  if (bytes.length === SEED_BYTES && bytes.toString('base64') === text.trim()) return bytes;
  throw new UsageError(
    `${name} is not a seed: it is not the base64 form of ${SEED_BYTES} bytes`,
    'Print it: base64 NAME.seed',
  );
}

/**
 * Makes a seed, where there is none: 32 bytes of the system's generator, for its owner alone.
 * @throws WriteError where something is there: a seed that is lost cannot be made again
 */
export function makeSeed(path: string): Uint8Array {
  const seed = randomBytes(SEED_BYTES);
  const fault = (error: unknown): WriteError => new WriteError(`cannot write ${path}: ${reason(error)}`);
  let descriptor: number;
  try {
    descriptor = openSync(path, 'wx', 0o600);
  } catch (error) {
    throw fault(error);
  }
  try {
    writeFileSync(descriptor, seed, { flush: true });
  } catch (error) {
    // A part of a seed would be in the way of a whole one.
    rmSync(path, { force: true });
    throw fault(error);
  } finally {
    closeSync(descriptor);
  }
  return seed;
}

/**
 * Keeps a file out of git: by a line in the .gitignore beside it, where a repository is around and nothing else does so.
 * @returns the .gitignore that it was added to; undefined where nothing was to be done
 */
export function ignoreInGit(path: string): string | undefined {
  const [folder, name] = [dirname(path), basename(path)];
  const git = (...words: string[]): number | null =>
    spawnSync('git', ['-C', folder, ...words], { stdio: 'ignore' }).status;
  const isKept = existsSync(join(folder, '.git')) || git('rev-parse', '--is-inside-work-tree') === 0;
  if (!isKept || git('check-ignore', '-q', '--', name) === 0) return undefined;
  const list = join(folder, '.gitignore');
  const before = readOptional(list) ?? '';
  const line = `${before === '' || before.endsWith('\n') ? '' : '\n'}/${name}\n`;
  try {
    appendFileSync(list, line);
  } catch (error) {
    throw new WriteError(`cannot write ${list}: ${reason(error)}`);
  }
  return list;
}
