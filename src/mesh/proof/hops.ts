/** Who reaches whom, a bit for each pair: all pairs advance by one hop at once, 32 of them in one operation. */
export class Hops {
  private readonly lists: readonly (readonly number[])[];
  private readonly words: number;
  private now: Uint32Array;
  private next: Uint32Array;

  constructor(lists: readonly (readonly number[])[]) {
    this.lists = lists;
    this.words = Math.ceil(lists.length / 32);
    this.now = new Uint32Array(lists.length * this.words);
    this.next = new Uint32Array(lists.length * this.words);
  }

  /**
   * The most hops between two hosts that are alive, or undefined where some pair has no way.
   * @param dead hosts that pass nothing on
   */
  most(dead: ReadonlySet<number> = new Set()): number | undefined {
    const { lists, words } = this;
    this.now.fill(0);
    for (let host = 0; host < lists.length; host += 1) {
      if (!dead.has(host)) this.now[host * words + (host >> 5)] = 1 << (host & 31);
    }
    for (let hops = 0; ; hops += 1) {
      if (this.isWhole(dead)) return hops;
      if (!this.advance(dead)) return undefined;
    }
  }

  /** Whether everybody alive reaches everybody alive. */
  private isWhole(dead: ReadonlySet<number>): boolean {
    const { lists, words, now } = this;
    const all = new Uint32Array(words);
    for (let host = 0; host < lists.length; host += 1) {
      if (!dead.has(host)) all[host >> 5] = (all[host >> 5] ?? 0) | (1 << (host & 31));
    }
    for (let host = 0; host < lists.length; host += 1) {
      if (dead.has(host)) continue;
      for (let word = 0; word < words; word += 1) if (now[host * words + word] !== all[word]) return false;
    }
    return true;
  }

  /** Whether anybody reaches more than before. */
  private advance(dead: ReadonlySet<number>): boolean {
    const { lists, words, now, next } = this;
    next.set(now);
    for (const [host, list] of lists.entries()) {
      if (dead.has(host)) continue;
      const row = host * words;
      for (const peer of list) {
        if (dead.has(peer)) continue;
        const from = peer * words;
        for (let word = 0; word < words; word += 1)
          next[row + word] = (next[row + word] ?? 0) | (now[from + word] ?? 0);
      }
    }
    let more = false;
    for (let word = 0; word < now.length && !more; word += 1) more = now[word] !== next[word];
    [this.now, this.next] = [next, now];
    return more;
  }
}
