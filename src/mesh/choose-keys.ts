import type { Network } from '../manifest/network.ts';
import { isPlain, tunnelOf } from '../tunnels/tunnels.ts';
import type { Lock } from './lock.ts';

/**
 * The key of each further network with tunnels of its own: as given, else the lock's, else the lowest that is free. All
 * kinds draw from one row of numbers, so a change of the kind changes no key.
 */
export function chooseKeys(networks: readonly Network[], known: Lock['networks']): Map<string, number> {
  const own = networks.filter(({ isMain, carrier, tunnel }) => !isMain && !carrier && !isPlain(tunnel.kind));
  const keys = new Map(own.flatMap(({ name, tunnel }) => (tunnel.key === undefined ? [] : [[name, tunnel.key]])));
  const taken = new Set(keys.values());
  for (const { isMain, tunnel } of networks) {
    // GRE without a key is key 0 to Open vSwitch.
    if (isMain) taken.add(tunnel.key ?? tunnelOf(tunnel.kind).defaultKey ?? 0);
  }
  for (const { name, tunnel } of own) {
    const kept = known.get(name)?.key;
    // A key that another network was given later, or that another kind has no room for, is chosen anew.
    if (keys.has(name) || kept === undefined || taken.has(kept) || kept > tunnelOf(tunnel.kind).keyMax) continue;
    keys.set(name, kept);
    taken.add(kept);
  }
  let next = 1;
  for (const { name } of own) {
    if (keys.has(name)) continue;
    while (taken.has(next)) next += 1;
    keys.set(name, next);
    taken.add(next);
  }
  return keys;
}
