import type { Cluster } from '../mesh/mesh.ts';

type Seats = Pick<Cluster, 'overlay'>;

/**
 * When a host's turn is in an overlay whose state moves, lowest first: those that hold it before and after, which have to
 * know of the others; then those that come to hold it; the rest; last those that hold it no longer.
 * @param formerly the name that the host has before; undefined where it is not known or new
 */
export function seatRank(before: Seats | undefined, after: Seats, host: string, formerly: string | undefined): number {
  const has = after.overlay?.seats.includes(host) ?? false;
  const had = formerly !== undefined && (before?.overlay?.seats.includes(formerly) ?? false);
  if (has) return had ? 0 : 1;
  return had ? 3 : 2;
}
