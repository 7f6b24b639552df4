import { linkSync, lstatSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hostOfDocument } from '../document/document-name.ts';
import { readRegular, SUMS } from './checksums.ts';
import { WriteError } from './errors.ts';
import { reason } from './reason.ts';

/** One file of the output directory that is put in place, or goes. */
export interface Step {
  readonly name: string;
  /** The new file's name in the hidden directory; null where the one that is there goes. */
  readonly source: string | null;
  /** SHA-256 of what stood there, null for nothing: other bytes are somebody's, and stay. */
  readonly before: string | null;
}

const JOURNAL = 'journal';
const OLD = 'old';

/** Once this is there, a run that is killed is finished by the next. */
export function writeJournal(hidden: string, steps: readonly Step[]): void {
  mkdirSync(join(hidden, OLD));
  const path = join(hidden, JOURNAL);
  writeFileSync(`${path}.new`, JSON.stringify(steps), { mode: 0o600 });
  renameSync(`${path}.new`, path);
}

/** All is done, or taken back: what is left beside it is rubbish. */
export const closeJournal = (hidden: string): void => rmSync(join(hidden, JOURNAL), { force: true });

/** What could neither be done nor be taken back: the journal stays for the next run. */
export class HalfDoneError extends WriteError {}

/**
 * Does all steps, or none.
 * @throws WriteError when everything is as it was; HalfDoneError where even that fails
 */
export function carryOut(directory: string, hidden: string, steps: readonly Step[]): void {
  for (const [index, step] of steps.entries()) {
    try {
      take(directory, hidden, index, step);
    } catch (error) {
      takeBack(directory, hidden, steps.slice(0, index + 1));
      closeJournal(hidden);
      throw new WriteError(`cannot write ${join(directory, step.name)}: ${reason(error)}; nothing was changed`);
    }
  }
}

function takeBack(directory: string, hidden: string, steps: readonly Step[]): void {
  try {
    for (const [index, step] of [...steps.entries()].toReversed()) putBack(directory, hidden, index, step);
  } catch (error) {
    throw new HalfDoneError(`${directory} is only partly written: ${reason(error)}; the next run finishes it`);
  }
}

/** Finishes what a run began that was killed. Of one that had not begun nothing is to be done. */
export function finish(directory: string, hidden: string): void {
  for (const [index, step] of readJournal(hidden).entries()) {
    const { name, source, before } = step;
    const isDone = source === null ? !exists(join(directory, name)) : !exists(join(hidden, source));
    if (isDone) continue;
    const isOthers =
      name !== SUMS && exists(join(directory, name)) && readRegular(join(directory, name))?.sum !== before;
    if (!isOthers) take(directory, hidden, index, step);
  }
}

function take(directory: string, hidden: string, index: number, { name, source }: Step): void {
  const path = join(directory, name);
  const old = oldPath(hidden, index);
  if (source === null) {
    renameSync(path, old);
    return;
  }
  if (exists(path) && !exists(old)) keepOld(path, old);
  renameSync(join(hidden, source), path);
}

function keepOld(path: string, old: string): void {
  try {
    linkSync(path, old);
  } catch {
    // A file system without hard links (FAT, some network shares).
    renameSync(path, old);
  }
}

function putBack(directory: string, hidden: string, index: number, step: Step): void {
  const path = join(directory, step.name);
  const isNew = step.source !== null && !exists(join(hidden, step.source));
  if (exists(oldPath(hidden, index))) renameSync(oldPath(hidden, index), path);
  else if (isNew) rmSync(path, { force: true });
}

function readJournal(hidden: string): readonly Step[] {
  try {
    const steps: unknown = JSON.parse(readFileSync(join(hidden, JOURNAL), 'utf8'));
    return Array.isArray(steps) ? steps.filter(isStep) : [];
  } catch {
    return [];
  }
}

/** Whoever wrote it: no name in it leads out of the directory, or to a file that bears no name of ours. */
function isStep(value: unknown): value is Step {
  if (typeof value !== 'object' || value === null) return false;
  const { name, source, before } = value as Partial<Record<keyof Step, unknown>>;
  const isOurs = typeof name === 'string' && (name === SUMS || hostOfDocument(name) !== undefined);
  const isText = (field: unknown): boolean => field === null || (typeof field === 'string' && !/[/]/.test(field));
  return isOurs && isText(source) && isText(before);
}

const oldPath = (hidden: string, index: number): string => join(hidden, OLD, String(index));

function exists(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}
