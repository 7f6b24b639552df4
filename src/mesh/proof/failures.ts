/** Every set of `count` of `hosts` hosts. */
export function* everySet(hosts: number, count: number, from = 0): Generator<number[]> {
  if (count === 0) {
    yield [];
    return;
  }
  for (let host = from; host <= hosts - count; host += 1) {
    for (const rest of everySet(hosts, count - 1, host + 1)) yield [host, ...rest];
  }
}

/** How many sets of `count` of `hosts` hosts there are. */
export function countSets(hosts: number, count: number): number {
  let sets = 1;
  for (let index = 0; index < count; index += 1) sets = (sets * (hosts - index)) / (index + 1);
  return Math.round(sets);
}

/**
 * Some sets, the same in every run: the hosts with the most links, the peers of one host, and any (Park and Miller's
 * generator).
 */
export function* someSets(lists: readonly (readonly number[])[], count: number, sets: number): Generator<number[]> {
  const all = lists.map((_, host) => host);
  const busiest = all.toSorted((a, b) => (lists[b]?.length ?? 0) - (lists[a]?.length ?? 0)).slice(0, 2 * count);
  let state = 2_026;
  const draw = (below: number): number => {
    state = (state * 48_271) % 0x7fff_ffff;
    return state % below;
  };
  for (let set = 0; set < sets; set += 1) {
    const pool = [busiest, lists[draw(lists.length)] ?? [], all][set % 3] ?? [];
    const dead = new Set<number>();
    for (let tries = 0; dead.size < count && tries < 20 * count; tries += 1) dead.add(pool[draw(pool.length)] ?? 0);
    yield [...dead];
  }
}
