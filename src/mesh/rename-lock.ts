import type { Host } from '../manifest/host.ts';
import type { LockedContainers } from './containers.ts';
import type { Lock, LockedFurther, LockedPlaces } from './lock.ts';

/** Old name and new name of each host that the lock still knows by its former one. */
export function renamings(hosts: readonly Host[], lock: Lock): Map<string, string> {
  const renamed = new Map<string, string>();
  for (const { name, input } of hosts) {
    // A name that the lock knows has its own place: the renaming was taken up before.
    if (input.was === undefined || lock.hosts.has(name)) continue;
    if (lock.hosts.has(input.was) || lock.retired.has(input.was)) renamed.set(input.was, name);
  }
  return renamed;
}

/** The lock with its hosts under their names of today, in the same order. */
export function renameLock(hosts: readonly Host[], lock: Lock): Lock {
  const renamed = renamings(hosts, lock);
  if (renamed.size === 0) return lock;
  const taken = new Set(renamed.values());
  const named = <Kept>(places: ReadonlyMap<string, Kept>): Map<string, Kept> =>
    new Map(
      [...places]
        // A host of that name that left earlier is another one, and what it had is free.
        .filter(([name]) => !taken.has(name))
        .map(([name, place]) => [renamed.get(name) ?? name, place]),
    );
  const containersOf = (places: LockedPlaces): LockedContainers =>
    new Map([...places.containers].map(([name, byHost]) => [name, named(byHost)]));
  const inNetwork = (further: LockedFurther): LockedFurther => ({
    ...further,
    containers: containersOf(further),
    hosts: named(further.hosts),
    retired: named(further.retired),
  });
  const { encryption } = lock;
  return {
    ...lock,
    hosts: named(lock.hosts),
    retired: named(lock.retired),
    containers: containersOf(lock),
    seats: lock.seats?.map((name) => renamed.get(name) ?? name),
    networks: new Map([...lock.networks].map(([name, further]) => [name, inNetwork(further)])),
    encryption: encryption && {
      ...encryption,
      keys: named(encryption.keys),
      former: encryption.former && named(encryption.former),
    },
  };
}
