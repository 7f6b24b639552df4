/** Two ends of a link, as indices into the hosts in the order of their numbers; the lower first. */
export type Pair = readonly [number, number];

/** Pairs in ascending order, each once. Half a million of a full mesh are never held at once. */
export interface Pairs extends Iterable<Pair> {
  readonly length: number;
}
