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

/** Some sets, the same in every run: neighbours of one host, the hosts with the most links, and others. */
export function* someSets(lists: readonly (readonly number[])[], count: number, sets: number): Generator<Set<number>> {
  const busiest = lists.map((_, host) => host).toSorted((a, b) => (lists[b]?.length ?? 0) - (lists[a]?.length ?? 0));
  let state = 2_026;
  const draw = (below: number): number => {
    state = (state * 48_271) % 0x7fff_ffff;
    return state % below;
  };
  for (let set = 0; set < sets; set += 1) {
    const pool =
      [lists.map((_, host) => host), busiest.slice(0, 2 * count), lists[draw(lists.length)] ?? []][set % 3] ?? [];
    const dead = new Set<number>();
    for (let tries = 0; dead.size < count && tries < 20 * count; tries += 1) dead.add(pool[draw(pool.length)] ?? 0);
    yield dead;
  }
}
