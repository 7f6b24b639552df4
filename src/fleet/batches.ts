import { type ChangingLink, Turns } from '../patch/turns.ts';

/** Hosts that are patched at the same time. */
export interface Batch {
  readonly hosts: readonly string[];
  /** Whether each loses some of the others until all are patched. */
  readonly isTorn: boolean;
  /** Into how many pieces the hosts that stay fall once this is done. */
  readonly pieces: number;
}

interface Wish {
  /** Hosts to be patched, in the manifest's order. */
  readonly hosts: readonly string[];
  readonly links: readonly ChangingLink[];
  /** Whether frames of a network find another way round a link that is down; of the main one where none is named. */
  readonly isTree: (network: string | undefined) => boolean;
  /** Whether hosts that change no link may be patched at the same time. */
  readonly isParallel: boolean;
  /** Hosts of a lower rank come first. */
  readonly rank?: (host: string) => number;
  /** Hosts that come up by each other alone, and so have one turn. */
  readonly together?: readonly string[];
}

/** A link that is down while one end is patched and the other is not. */
const isTearing = ({ ofOld, ofNew }: ChangingLink): boolean => ofOld !== '' && ofNew !== '' && ofOld !== ofNew;

/**
 * In which order hosts are patched. Without a tree two peers whose link changes lose each other between their turns, and a
 * patch that loses a peer is rolled back: they have one turn. With a tree frames go round, as long as the mesh is in one
 * piece; where no order keeps it so, all that are left have one turn.
 */
export function batchesOf({ hosts: given, links, isTree, isParallel, rank = () => 0, together = [] }: Wish): Batch[] {
  const hosts = given.toSorted((a, b) => rank(a) - rank(b));
  const staying = [...new Set([...links.flatMap((link) => link.hosts), ...hosts])];
  const turns = new Turns(links, staying);
  const torn = links.filter(isTearing);
  // Of hosts that are patched already nothing changes.
  turns.take(...staying.filter((host) => !hosts.includes(host)));
  const waiting = groups(hosts, [
    ...torn.filter(({ network }) => !isTree(network)).map((link) => link.hosts),
    ...pairsOf(together.filter((host) => hosts.includes(host))),
  ]);
  const hasTree = [undefined, ...links.map(({ network }) => network)].some(isTree);
  const batches: Batch[] = [];
  while (waiting.length > 0) {
    const next = waiting.findIndex((group) => turns.piecesWith(...group) === 1);
    const isHopeless = hasTree && next === -1;
    const taken = isHopeless ? waiting.splice(0).flat() : (waiting.splice(Math.max(0, next), 1)[0] ?? []);
    turns.take(...taken);
    batches.push({ hosts: taken, isTorn: taken.length > 1, pieces: turns.pieces() });
  }
  return isParallel ? merged(batches, links, rank) : batches;
}

const pairsOf = (hosts: readonly string[]): [string, string][] =>
  hosts.slice(1).map((host, index) => [hosts[index] as string, host]);

/** Hosts that a pair joins, directly or over others. */
function groups(hosts: readonly string[], pairs: readonly (readonly [string, string])[]): string[][] {
  const groupOf = new Map(hosts.map((host) => [host, [host]]));
  for (const ends of pairs) {
    const [one, other] = ends.map((end) => groupOf.get(end));
    if (!one || !other || one === other) continue;
    one.push(...other);
    for (const host of other) groupOf.set(host, one);
  }
  return [...new Set(groupOf.values())].map((group) => hosts.filter((host) => group.includes(host)));
}

/** Neighbouring turns of hosts that change no link, of one rank, together. */
function merged(batches: readonly Batch[], links: readonly ChangingLink[], rank: (host: string) => number): Batch[] {
  const changing = new Set(links.filter(({ ofOld, ofNew }) => ofOld !== ofNew).flatMap((link) => link.hosts));
  const isQuiet = ({ hosts }: Batch): boolean => hosts.every((host) => !changing.has(host));
  const result: Batch[] = [];
  for (const batch of batches) {
    const last = result.at(-1);
    const isOneRank = new Set([...(last?.hosts ?? []), ...batch.hosts].map(rank)).size === 1;
    if (!last || !isOneRank || !isQuiet(last) || !isQuiet(batch)) result.push(batch);
    else result[result.length - 1] = { ...batch, hosts: [...last.hosts, ...batch.hosts] };
  }
  return result;
}
