import type { Pair } from '../pair.ts';

/**
 * A ring with chords: every host has survive + 1 links, or one host one more where that is odd for all. No mesh that
 * survives as much has fewer.
 */
interface Chords {
  /** Most hosts that stay within 7 bridges of each other whichever `survive` die: every failure was tried. */
  readonly hosts: number;
  /** Of a circulant: how far every host's links lead along the ring, besides to the next host. */
  readonly jumps?: readonly number[];
  /** Of a cubic ring: how far host i's chord leads, by i modulo the list's length (LCF notation). */
  readonly lcf?: readonly number[];
  /** Of an odd number of hosts in a cubic ring: where the third link of the last one ends; 2 unless given. */
  readonly end?: number;
}

/** Found by search, proved by trying every failure in test/mesh/survive: by `survive`, for ever more hosts. */
const found: Readonly<Record<number, readonly Chords[]>> = {
  1: [{ hosts: 8, jumps: [] }],
  2: [
    { hosts: 9 },
    { hosts: 21, lcf: [5, -5] },
    { hosts: 23, lcf: [-6, -4, 8, 11, 11, 6, -8, 11, 4, 8, -8] },
    { hosts: 27, lcf: [7, -7] },
    { hosts: 29, lcf: [-6, -10, 6, 10], end: 18 },
    { hosts: 30, lcf: [10, -10, 15] },
  ],
  3: [
    { hosts: 8, jumps: [2] },
    { hosts: 29, jumps: [4] },
    { hosts: 37, jumps: [6] },
  ],
};

/** The most hosts that a ring with chords holds within reach. */
export const mostInRing = (survive: number): number => found[survive]?.at(-1)?.hosts ?? 0;

/** @returns pairs of places in the ring, the lower first, each once */
export function ringPairs(hosts: number, survive: number): Pair[] {
  const chords = found[survive]?.find((candidate) => hosts <= candidate.hosts);
  if (!chords) throw new Error(`no ring of ${hosts} hosts survives ${survive} deaths within reach`);
  const links = new Links(hosts);
  if (chords.lcf) {
    cubic(links, chords.lcf, chords.end ?? 2);
  } else {
    for (const jump of [1, ...(chords.jumps ?? [])]) {
      for (let host = 0; host < hosts; host += 1) links.add(host, host + jump);
    }
    if (!chords.jumps) diameters(links);
  }
  return links.pairs();
}

/** Harary's chord for an odd degree: to the host opposite; of an odd number of hosts the first one has two. */
function diameters(links: Links): void {
  const half = Math.ceil(links.hosts / 2);
  for (let host = 0; host < half; host += 1) links.add(host, host + half);
  if (links.hosts % 2 === 1) links.add(0, half - 1);
}

/** A cubic ring by its LCF code. One host too many for it stands between the last and the first. */
function cubic(links: Links, code: readonly number[], end: number): void {
  const even = links.hosts - (links.hosts % 2);
  for (let host = 0; host < even; host += 1) {
    if (host < even - 1) links.add(host, host + 1);
    links.add(host, (host + (code[host % code.length] ?? 0) + even) % even);
  }
  if (even === links.hosts) {
    links.add(even - 1, 0);
  } else {
    for (const other of [0, even - 1, end]) links.add(even, other);
  }
}

/** Links among hosts in a ring, each kept once. */
class Links {
  readonly hosts: number;
  private readonly seen = new Map<number, Pair>();

  constructor(hosts: number) {
    this.hosts = hosts;
  }

  add(from: number, to: number): void {
    const [a, b] = [from % this.hosts, to % this.hosts];
    if (a !== b) this.seen.set(Math.min(a, b) * this.hosts + Math.max(a, b), a < b ? [a, b] : [b, a]);
  }

  pairs(): Pair[] {
    return [...this.seen.values()];
  }
}
