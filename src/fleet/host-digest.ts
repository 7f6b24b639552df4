import { bareFile } from '../host/bare-file.ts';
import type { HostConfig } from '../host/host-config.ts';
import type { PlannedFile } from '../host/part.ts';
import probe from '../host/scripts/probe.sh';
import { shellWord } from '../host/shell.ts';
import { programPath } from '../os/places.ts';
import { ourPlaces } from '../patch/our-places.ts';
import type { HostAnswer } from './host-answer.ts';

/** Makes a text's SHA-256, in hexadecimal: an argument, since every platform has its own. */
export type Digest = (text: string) => string;

/** What a host's files are to be, without their texts: of a thousand hosts they would not fit. */
export interface HostDigest {
  /**
   * SHA-256s by path: a small document makes some files by a script on the host, and that script is one more; the
   * programs of one may have no comments.
   */
  readonly sums: ReadonlyMap<string, ReadonlySet<string>>;
  /** Files that need not be there: the folded document's. */
  readonly optional: ReadonlySet<string>;
  /** Files that the host makes itself: lists of addresses of peers that have names. */
  readonly made: readonly string[];
  readonly places: readonly string[];
  readonly check: string;
}

export function digestOf(config: HostConfig, digest: Digest): HostDigest {
  const folded = config.foldable > 0 ? config.fold() : [];
  const sums = new Map<string, Set<string>>();
  for (const { path, content } of [...config.files, ...folded].flatMap(asDocumented)) {
    const known = sums.get(path) ?? new Set();
    sums.set(path, known.add(digest(content)));
  }
  const paths = config.files.map(({ path }) => path);
  return {
    sums,
    optional: new Set(folded.map(({ path }) => path).filter((path) => !paths.includes(path))),
    made: config.plan.networks.map(({ mesh }) => mesh.names.lists.peers),
    places: ourPlaces(config.plan.os),
    check: programPath('check', config.plan.os),
  };
}

/** A file in each form that documents have of it. */
function asDocumented(file: PlannedFile): PlannedFile[] {
  const bare = bareFile(file);
  return bare === file ? [file] : [file, bare];
}

/** Seconds for a host's own check: it asks one peer after the other, and waits longest for one that is silent. */
export const patienceFor = (peers: number): number => 60 + 4 * peers;

/** The script that asks a host. It holds nothing but paths: no secret leaves this machine. */
export function probeScript({ sums, places, check }: HostDigest, patience: number): string {
  return `check=${shellWord(check)}
patience=${patience}
files=${shellWord([...sums.keys()].join(' '))}
ours=${shellWord(places.join(' '))}
${probe}`;
}

/** Paths of files that are not what the plan says: others, missing, or too many. */
export function differingFiles({ sums, optional, made }: HostDigest, { files, own }: HostAnswer): string[] {
  const planned = [...sums].filter(([path, legal]) => {
    const sum = files.get(path);
    return sum === undefined ? !optional.has(path) : !legal.has(sum);
  });
  const strays = own.filter((path) => !sums.has(path) && !made.includes(path));
  return [...planned.map(([path]) => path), ...strays].toSorted();
}
