/** Two ends of a link, as indices into the hosts in the order of their numbers; the lower first. */
export type Pair = readonly [number, number];
