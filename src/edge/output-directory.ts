import { lstatSync, readdirSync, readFileSync, type Stats } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { hostOfDocument } from '../document/document-name.ts';
import type { HostDocument } from '../document/pack.ts';
import { sumsText } from '../document/sums.ts';
import type { Cluster } from '../mesh/mesh.ts';
import { readRegular, SUMS } from './checksums.ts';
import { WriteError } from './errors.ts';
import { carryOut, HalfDoneError, type Step, writeJournal } from './journal.ts';
import { type IsThere, type Judgement, judgeDirectory, type Wanted } from './judge-directory.ts';
import { removeLeftovers } from './leftovers.ts';
import { currentLock, type LockChange, placeLock } from './place-lock.ts';
import { inputPathsOf, type ProjectFiles } from './project-files.ts';
import { reason } from './reason.ts';
import { refuseInputs } from './refuse-inputs.ts';
import { sha256 } from './sha256.ts';
import { type Pause, Staging } from './staging.ts';

/** A file of the hidden directory: what SHA256SUMS says while documents are put in place. */
const INTERIM = 'interim';
/** The bits of a mode that are permissions. */
const MODE = 0o777;

/** The cluster whose documents they are, and what its manifest keeps beside itself. */
export interface Owner {
  readonly name: string;
  /** Every host of the manifest: a call for some of them leaves the others' files alone. */
  readonly hosts: readonly string[];
  /** Files that the run has read. */
  readonly inputs: readonly string[];
  /** Missing for a manifest that keeps none. */
  readonly lock: LockChange | undefined;
}

/** @param lock what its lock file is to hold */
export function ownerOf(file: ProjectFiles, { name, nodes }: Cluster, lock: string): Owner {
  return {
    name,
    hosts: nodes.map((node) => node.name),
    inputs: inputPathsOf(file),
    lock: file.lockPath === undefined ? undefined : { path: file.lockPath, before: file.lock, text: lock },
  };
}

/**
 * Writes documents as they are made into a hidden directory; `commit` puts all of them in place together, with their
 * checksums and the lock file. Until then nothing is changed. Where it is killed, the next run finishes it.
 */
export class OutputDirectory {
  private readonly directory: string;
  private readonly wanted = new Map<string, Wanted>();
  /** What is up to date, as it was seen. */
  private readonly standing = new Map<string, Stats>();
  private staging: Staging | undefined;
  /** What SHA256SUMS says, once all is in place. */
  sums = '';

  constructor(directory: string) {
    this.directory = directory;
  }

  /** @throws WriteError; nothing is changed then */
  add({ host, name, content, secret }: HostDocument): void {
    const path = join(this.directory, name);
    const mode = secret ? 0o600 : 0o644;
    try {
      // Nothing stands in a directory that this run has made; what another puts there meanwhile is seen at the end.
      const stat = this.staging?.isFirst ? undefined : lstatSync(path, { throwIfNoEntry: false });
      const isStaged = !stat || !isUpToDate(path, stat, content, mode);
      this.wanted.set(name, { host, sum: sha256(content), mode, isStaged });
      if (isStaged) this.hidden().put(name, content, mode);
      else this.standing.set(name, stat);
    } catch (error) {
      throw this.stopped(path, error);
    }
  }

  /**
   * @returns the documents that stay although nobody wants them, since somebody changed them
   * @throws UsageError, WriteError; nothing is changed then
   */
  async commit(owner: Owner, pause: Pause): Promise<readonly string[]> {
    try {
      const staging = this.hidden();
      await staging.enter(pause);
      return this.place(staging, owner);
    } catch (error) {
      throw this.stopped(this.directory, error);
    }
  }

  /** Leaves everything as it was. */
  abandon(): void {
    this.staging?.remove();
    this.staging = undefined;
  }

  private place(staging: Staging, { name, hosts, inputs, lock }: Owner): readonly string[] {
    staging.clean();
    const inDirectory = (file: string): string => join(this.directory, file);
    const isThere = namesIn(this.directory);
    const outputs = [...this.wanted.keys(), SUMS].filter(isThere).map(inDirectory);
    refuseInputs(outputs, lock ? [...inputs, lock.path] : inputs);
    if (lock) refuseInputs([lock.path], inputs);
    const current = lock && currentLock(lock);
    const memory = lock ? (current ?? null) : undefined;
    const belonging = { name, hosts, lock: memory };
    const judgement = judgeDirectory(this.directory, staging.path, this.wanted, belonging, isThere);
    refuseInputs([...judgement.removed.keys()].map(inDirectory), inputs);
    this.refuseMoved();
    const steps = this.stepsOf(staging, judgement, isThere);
    const takeBack = lock ? placeLock(lock, current) : () => undefined;
    try {
      if (steps.length > 0) {
        writeJournal(staging.path, steps);
        carryOut(this.directory, staging.path, steps);
      }
    } catch (error) {
      if (!(error instanceof HalfDoneError)) takeBack();
      throw error;
    }
    this.abandon();
    removeLeftovers(this.directory, (file) => file === SUMS || hostOfDocument(file) !== undefined);
    if (lock) removeLeftovers(dirname(lock.path), (file) => file === basename(lock.path));
    return judgement.kept;
  }

  /** While documents change, SHA256SUMS lists those alone that do not: it never says what is not so. */
  private stepsOf(staging: Staging, { removed, replaced, before, sums }: Judgement, isThere: IsThere): Step[] {
    const changing = new Map([...removed, ...replaced]);
    const steady = new Map([...before].filter(([name]) => !changing.has(name)));
    const put = (name: string, text: string): void => staging.put(name, Buffer.from(text), 0o644);
    const steps: Step[] = [];
    if (changing.size > 0) {
      if (steady.size > 0) put(INTERIM, sumsText(steady));
      steps.push({ name: SUMS, source: steady.size > 0 ? INTERIM : null, before: null });
    }
    for (const [name, { isStaged, sum, mode }] of this.wanted) {
      const isLookedAt = isStaged && isThere(name);
      const stat = isLookedAt ? lstatSync(join(this.directory, name), { throwIfNoEntry: false }) : undefined;
      // What is judged and not replaced has these bytes already, by another run.
      if (!isStaged || (stat && !replaced.has(name) && (stat.mode & MODE) === mode)) continue;
      steps.push({ name, source: name, before: stat ? (replaced.get(name) ?? sum) : null });
    }
    for (const [name, sum] of removed) steps.push({ name, source: null, before: sum });
    const text = sumsText(sums);
    this.sums = text;
    if (steps.length === 0 && text === readRegular(join(this.directory, SUMS))?.content.toString()) return [];
    put(SUMS, text);
    return [...steps, { name: SUMS, source: SUMS, before: null }];
  }

  /** Another run may have been there between `add` and now. */
  private refuseMoved(): void {
    for (const [name, seen] of this.standing) {
      const path = join(this.directory, name);
      const stat = lstatSync(path, { throwIfNoEntry: false });
      if (stat?.ino === seen.ino && stat.mtimeMs === seen.mtimeMs && stat.ctimeMs === seen.ctimeMs) continue;
      if (stat?.mode === seen.mode && readRegular(path)?.sum === this.wanted.get(name)?.sum) continue;
      throw new WriteError(`${path} was changed during this run; nothing else was changed: run again`);
    }
  }

  private hidden(): Staging {
    this.staging ??= new Staging(this.directory);
    return this.staging;
  }

  private stopped(path: string, error: unknown): unknown {
    if (error instanceof HalfDoneError) this.staging = undefined;
    this.abandon();
    const isSystems = error instanceof Error && 'syscall' in error;
    return isSystems ? new WriteError(`cannot write ${path}: ${reason(error)}; nothing was changed`) : error;
  }
}

/**
 * Writes all of these documents, their checksums and the lock file, or nothing at all.
 * @throws UsageError, WriteError; nothing is changed then
 */
export async function writeOutput(
  directory: string,
  documents: readonly HostDocument[],
  owner: Owner,
  pause: Pause,
): Promise<readonly string[]> {
  const output = new OutputDirectory(directory);
  for (const document of documents) output.add(document);
  return output.commit(owner, pause);
}

/** What is there now: one call instead of three for each of ten thousand documents. Some file systems know no case. */
function namesIn(directory: string): IsThere {
  const names = new Set(readdirSync(directory).map((name) => name.toLowerCase()));
  return (name) => names.has(name.toLowerCase());
}

function isUpToDate(path: string, stat: Stats, content: Uint8Array, mode: number): boolean {
  if (!stat.isFile() || (stat.mode & MODE) !== mode || stat.size !== content.length) return false;
  return readFileSync(path).equals(content);
}
