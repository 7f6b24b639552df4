/**
 * Counts ways that share no host (Menger 1927), as a flow in which each host carries one unit: host h is the nodes 2h
 * (in) and 2h + 1 (out). Shortest augmenting ways first, so a search ends near where it began.
 */
export class DisjointWays {
  /** Arcs from a node: indices `first[node]` up to `first[node + 1]` of the other arrays. */
  private readonly first: Uint32Array;
  private readonly to: Uint32Array;
  private readonly back: Uint32Array;
  private readonly free: Uint8Array;
  private readonly cameBy: Int32Array;
  private readonly seen: Uint32Array;
  private searches = 0;
  private used: number[] = [];

  constructor(lists: readonly (readonly number[])[]) {
    const nodes = 2 * lists.length;
    this.first = new Uint32Array(nodes + 1);
    for (const [host, list] of lists.entries()) {
      // A host's in has its own out and the arcs back to its peers; its out the same the other way round.
      this.first[2 * host + 1] = 1 + list.length;
      this.first[2 * host + 2] = 1 + list.length;
    }
    for (let node = 0; node < nodes; node += 1) this.first[node + 1] = at(this.first, node + 1) + at(this.first, node);
    const arcs = at(this.first, nodes);
    this.to = new Uint32Array(arcs);
    this.back = new Uint32Array(arcs);
    this.free = new Uint8Array(arcs);
    this.cameBy = new Int32Array(nodes);
    this.seen = new Uint32Array(nodes);
    const next = this.first.slice();
    for (const [host, list] of lists.entries()) {
      this.join(next, 2 * host, 2 * host + 1);
      for (const peer of list) this.join(next, 2 * host + 1, 2 * peer);
    }
  }

  private join(next: Uint32Array, from: number, to: number): void {
    const arc = at(next, from);
    const back = at(next, to);
    next[from] = arc + 1;
    next[to] = back + 1;
    this.to[arc] = to;
    this.to[back] = from;
    this.back[arc] = back;
    this.back[back] = arc;
    this.free[arc] = 1;
  }

  /** Ways between two hosts without a link of their own; counts no further than `enough`. */
  between(from: number, to: number, enough: number): number {
    return this.count(from, (node) => node === 2 * to, enough);
  }

  /** Ways from a host to different ones of a set that it is not in itself. */
  toDifferent(from: number, isEnd: (host: number) => boolean, enough: number): number {
    return this.count(from, (node) => node % 2 === 1 && isEnd(node >> 1), enough);
  }

  private count(from: number, isEnd: (node: number) => boolean, enough: number): number {
    let ways = 0;
    while (ways < enough && this.augment(2 * from + 1, isEnd)) ways += 1;
    for (const arc of this.used) {
      const back = at(this.back, arc);
      // Undone in any order: an arc's first state is known by its direction.
      this.free[arc] = isForward(this.to, arc, back) ? 1 : 0;
      this.free[back] = 1 - at(this.free, arc);
    }
    this.used = [];
    return ways;
  }

  /** One way more, found breadth first. */
  private augment(start: number, isEnd: (node: number) => boolean): boolean {
    this.searches += 1;
    this.seen[start] = this.searches;
    const queue = [start];
    for (const node of queue) {
      for (let arc = at(this.first, node); arc < at(this.first, node + 1); arc += 1) {
        const next = at(this.to, arc);
        if (this.free[arc] === 0 || this.seen[next] === this.searches) continue;
        this.seen[next] = this.searches;
        this.cameBy[next] = arc;
        if (isEnd(next)) {
          this.take(start, next);
          return true;
        }
        queue.push(next);
      }
    }
    return false;
  }

  private take(start: number, end: number): void {
    for (let node = end; node !== start; ) {
      const arc = at(this.cameBy, node);
      const back = at(this.back, arc);
      this.free[arc] = 0;
      this.free[back] = 1;
      this.used.push(arc);
      node = at(this.to, back);
    }
  }
}

/** Arcs lead from a host's in to its own out, and from an out to another's in. */
function isForward(to: Uint32Array, arc: number, back: number): boolean {
  const [from, end] = [at(to, back), at(to, arc)];
  return from >> 1 === end >> 1 ? from < end : from % 2 === 1;
}

const at = (array: Uint32Array | Int32Array | Uint8Array, index: number): number => array[index] ?? 0;
