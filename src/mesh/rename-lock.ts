import type { Host } from '../manifest/host.ts';
import type { Lock, LockedHost } from './lock.ts';

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
  const names = (places: ReadonlyMap<string, LockedHost>): Map<string, LockedHost> =>
    new Map(
      [...places]
        // A host of that name that left earlier is another one, and what it had is free.
        .filter(([name]) => !taken.has(name))
        .map(([name, place]) => [renamed.get(name) ?? name, place]),
    );
  return { ...lock, hosts: names(lock.hosts), retired: names(lock.retired) };
}
