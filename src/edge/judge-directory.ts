import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { hostOfDocument } from '../document/document-name.ts';
import { type DocumentOrigin, documentAddress, documentOrigin } from '../document/document-origin.ts';
import { parseLock } from '../mesh/parse-lock.ts';
import { parseSums, readRegular, SUMS } from './checksums.ts';
import { UsageError } from './errors.ts';

/** What tells a cluster's documents from another's. */
export interface Belonging {
  /** The cluster's name. */
  readonly name: string;
  /** Every host of the manifest. */
  readonly hosts: readonly string[];
  /** The lock as it was before; undefined for a manifest that keeps none, null for one that has none yet. */
  readonly lock: string | null | undefined;
}

/** Whether a directory may have something of a name: what it surely has not need not be looked at. */
export type IsThere = (name: string) => boolean;

/** A document as it is to be. */
export interface Wanted {
  readonly host: string;
  readonly sum: string;
  readonly mode: number;
  /** Whether it is to take its place: what is up to date is left alone. */
  readonly isStaged: boolean;
}

export interface Judgement {
  /** Documents that go, and those that others replace: meshinit wrote them, with these sums. */
  readonly removed: ReadonlyMap<string, string>;
  readonly replaced: ReadonlyMap<string, string>;
  /** Documents that nobody wants and somebody changed. */
  readonly kept: readonly string[];
  /** What SHA256SUMS says now, and what it is to say. */
  readonly before: ReadonlyMap<string, string>;
  readonly sums: ReadonlyMap<string, string>;
}

const ELSEWHERE = 'choose another directory with -o';
const UNTOUCHED = 'nothing was changed';

/**
 * Decides what of an output directory may be replaced or removed: only what bears a name that meshinit gives, has the
 * bytes that it wrote, and belongs to this cluster.
 * @param staged where the documents are that are to take their places
 * @param isThere of the output directory
 * @throws UsageError about the first file that stands in the way and may not
 */
export function judgeDirectory(
  directory: string,
  staged: string,
  wanted: ReadonlyMap<string, Wanted>,
  belonging: Belonging,
  isThere: IsThere,
): Judgement {
  const before = readSums(directory, belonging.hosts);
  const judge = new Judge(directory, staged, before, belonging);
  for (const [name, { isStaged, sum }] of wanted) if (isStaged && isThere(name)) judge.replace(name, sum);
  const asked = new Set([...wanted.values()].map(({ host }) => host));
  const known = new Set(belonging.hosts);
  const sums = new Map<string, string>();
  for (const [name, sum] of before) {
    const host = hostOfDocument(name) ?? '';
    // A call for some hosts leaves the others' documents alone.
    if (known.has(host) && !asked.has(host)) sums.set(name, sum);
    else if (!wanted.has(name)) judge.remove(name, sum);
  }
  judge.refuseStrangers();
  for (const [name, { sum }] of wanted) sums.set(name, sum);
  const { removed, replaced, kept } = judge;
  return { removed, replaced, kept, before, sums };
}

class Judge {
  readonly removed = new Map<string, string>();
  readonly replaced = new Map<string, string>();
  readonly kept: string[] = [];
  private readonly directory: string;
  private readonly sums: ReadonlyMap<string, string>;
  private readonly belonging: Belonging;
  private readonly staged: string;
  private readonly origins = new Map<string, DocumentOrigin>();

  constructor(directory: string, staged: string, sums: ReadonlyMap<string, string>, belonging: Belonging) {
    this.directory = directory;
    this.staged = staged;
    this.sums = sums;
    this.belonging = belonging;
  }

  replace(name: string, wanted: string): void {
    const path = join(this.directory, name);
    const stat = lstatSync(path, { throwIfNoEntry: false });
    if (!stat) return;
    const file = readRegular(path);
    if (!file) {
      const what = stat.isDirectory() ? 'directory' : stat.isSymbolicLink() ? 'link' : 'special file';
      throw inTheWay(path, `is a ${what} that meshinit did not create`, `Move it away, or ${ELSEWHERE}.`);
    }
    if (file.sum === wanted) return;
    const listed = this.sums.get(name);
    if (listed === undefined) throw inTheWay(path, notOurs, `Move it away, or ${ELSEWHERE}.`);
    if (listed !== file.sum) {
      throw inTheWay(
        path,
        'was changed after meshinit wrote it',
        `Make the change in the manifest and move the file away, or ${ELSEWHERE}.`,
      );
    }
    this.claim(name, path, file.content);
    this.replaced.set(name, file.sum);
  }

  remove(name: string, listed: string): void {
    const path = join(this.directory, name);
    const file = readRegular(path);
    if (!file) return;
    if (file.sum === listed) {
      this.claim(name, path, file.content);
      this.removed.set(name, listed);
    } else {
      const origin = documentOrigin(file.content);
      if (origin) this.origins.set(name, origin);
      this.kept.push(name);
    }
  }

  /** Two manifests in one directory would take each other's documents for those of hosts that have left. */
  refuseStrangers(): void {
    const { name: cluster } = this.belonging;
    for (const [name, origin] of this.origins) {
      if (origin.cluster !== cluster)
        throw this.strange(name, `belongs to cluster ${origin.cluster}, not to ${cluster}`);
    }
    const [first] = this.origins.keys();
    const why = this.origins.size > 0 ? this.whyNotOurs() : undefined;
    if (first !== undefined && why !== undefined) throw this.strange(first, `may belong to another manifest: ${why}`);
  }

  /** What clusters of one name are told apart by: the lock, hosts that stayed, or machines that did. */
  private whyNotOurs(): string | undefined {
    const { hosts, lock } = this.belonging;
    const listed = [...this.sums.keys()].map((name) => hostOfDocument(name) ?? '');
    if (lock === undefined) {
      const known = new Set(hosts);
      return listed.some((host) => known.has(host)) ? undefined : 'this manifest has none of its hosts';
    }
    if (lock !== null) {
      const memory = parseLock(lock);
      const isKnown = (host: string): boolean =>
        'hosts' in memory && (memory.hosts.has(host) || memory.retired.has(host));
      return listed.some(isKnown) ? undefined : 'the lock file of this manifest has none of its hosts';
    }
    const without = 'this manifest has no lock file';
    if (this.removed.size > 0) return `${without}, and lacks that host`;
    if (this.replaced.size === 0) return undefined;
    const addressIn = (at: string, name: string): string | undefined => {
      const file = readRegular(join(at, name));
      return file && documentAddress(file.content);
    };
    const stays = [...this.replaced.keys()].some(
      (name) => addressIn(this.directory, name) === addressIn(this.staged, name),
    );
    return stays ? undefined : `${without}, and its hosts have other addresses`;
  }

  private strange(name: string, what: string): UsageError {
    const hint = `Use one directory per manifest: ${ELSEWHERE}. If these documents do belong to this manifest, remove ${this.directory} first.`;
    return inTheWay(join(this.directory, name), what, hint);
  }

  private claim(name: string, path: string, content: Uint8Array): void {
    const origin = documentOrigin(content);
    if (!origin) throw inTheWay(path, notOurs, `Move it away, or ${ELSEWHERE}.`);
    this.origins.set(name, origin);
  }
}

const notOurs = 'was not written by meshinit';

const inTheWay = (path: string, what: string, hint: string): UsageError =>
  new UsageError(`${path} ${what}; ${UNTOUCHED}`, hint);

function readSums(directory: string, hosts: readonly string[]): Map<string, string> {
  const path = join(directory, SUMS);
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (!stat) return new Map();
  const file = readRegular(path);
  const hint = `Move it away, or ${ELSEWHERE}.`;
  if (!file) throw inTheWay(path, stat.isDirectory() ? 'is a directory' : 'is not a regular file', hint);
  const sums = parseSums(new TextDecoder().decode(file.content));
  if (typeof sums === 'string') throw inTheWay(path, `${notOurs}: it has the line '${sums.slice(0, 100)}'`, hint);
  if (sums.size > 0 && !listsDocuments(directory, [...sums.keys()], new Set(hosts))) {
    throw inTheWay(path, `${notOurs}: none of the files that it lists is a document`, hint);
  }
  return sums;
}

/** Whether one of them is a document; or one of them was, where all are gone. */
function listsDocuments(directory: string, names: readonly string[], hosts: ReadonlySet<string>): boolean {
  let isAnyThere = false;
  for (const name of names) {
    const file = readRegular(join(directory, name));
    if (file && documentOrigin(file.content)) return true;
    isAnyThere ||= file !== undefined;
  }
  return !isAnyThere && names.some((name) => hosts.has(hostOfDocument(name) ?? ''));
}
