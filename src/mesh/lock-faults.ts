import { ipv4Text } from '../addresses/address.ts';
import { type Cidr, cidrText, contains, holds, overlaps, parseCidr } from '../addresses/cidr.ts';
import type { Lock, Place } from './lock.ts';
import type { LockFault } from './parse-lock.ts';

type LineAt = (path: readonly PropertyKey[]) => number;
type Named = readonly [name: string, place: Place];

const BOTH_ADDED =
  'If two branches each added a host, delete the line of the one that is not booted yet: it is planned anew. Else take the file back from version control.';

/** What no lock of ours says: it was edited by hand, or merged wrongly. */
export function findLockFault(lock: Lock, lineAt: LineAt): LockFault | undefined {
  const subnet = parseCidr(lock.network.subnet);
  const bridges = parseCidr(lock.network.bridges);
  for (const [key, block] of [['subnet', subnet] as const, ['bridges', bridges] as const]) {
    if ('fault' in block) {
      return { fault: `network.${key} ${lock.network[key]} ${block.fault}`, line: lineAt(['network', key]) };
    }
  }
  if ('fault' in subnet || 'fault' in bridges) return undefined;
  return findStray(lock, subnet, bridges, lineAt) ?? findReturned(lock, lineAt) ?? findClash([...lock.hosts], lineAt);
}

/** A place that is outside the ranges that it was taken from. */
function findStray(lock: Lock, subnet: Cidr, bridges: Cidr, lineAt: LineAt): LockFault | undefined {
  for (const group of ['hosts', 'retired'] as const) {
    for (const [name, { slice, bridge }] of lock[group]) {
      const line = (): number => lineAt([group, name]);
      if (!contains(subnet, slice)) {
        return { fault: `${name}: slice ${cidrText(slice)} is outside the subnet ${cidrText(subnet)}`, line: line() };
      }
      if (!holds(subnet, bridge) || bridge === subnet.first || bridge === subnet.last) {
        const fault = `${name}: bridge ${ipv4Text(bridge)} is no host's address in the subnet ${cidrText(subnet)}`;
        return { fault, line: line() };
      }
      if (overlaps(slice, bridges)) {
        const fault = `${name}: slice ${cidrText(slice)} reaches into the range of mesh addresses ${cidrText(bridges)}`;
        return { fault, line: line() };
      }
    }
  }
  return undefined;
}

function findReturned(lock: Lock, lineAt: LineAt): LockFault | undefined {
  for (const name of lock.retired.keys()) {
    if (!lock.hosts.has(name)) continue;
    const here = lineAt(['hosts', name]);
    return {
      fault: `${name} is among those that left, and among the hosts (line ${here})`,
      line: lineAt(['retired', name]),
      hint: 'Delete one of the two lines: the first, if the host is in the cluster.',
    };
  }
  return undefined;
}

/** Two hosts with one number, address or range, told of at the later of their lines. */
function findClash(hosts: readonly Named[], lineAt: LineAt): LockFault | undefined {
  const told = (one: string, other: string, what: string): LockFault => {
    const [first, second] = [one, other].toSorted((a, b) => lineAt(['hosts', a]) - lineAt(['hosts', b]));
    const firstLine = lineAt(['hosts', first ?? '']);
    return {
      fault: `${second} and ${first} (line ${firstLine}) ${what}`,
      line: lineAt(['hosts', second ?? '']),
      hint: BOTH_ADDED,
    };
  };
  const owners = new Map<string, string>();
  for (const [name, place] of hosts) {
    for (const key of [`number ${place.number}`, `bridge ${ipv4Text(place.bridge)}`]) {
      const owner = owners.get(key);
      if (owner !== undefined) return told(name, owner, `both have ${key}`);
      owners.set(key, name);
    }
  }
  const ordered = hosts.toSorted(([, a], [, b]) => a.slice.first - b.slice.first);
  for (const [index, [name, { slice }]] of ordered.entries()) {
    const before = ordered[index - 1];
    if (before && slice.first <= before[1].slice.last) return told(name, before[0], 'have overlapping slices');
  }
  return findInside(hosts, ordered, told);
}

/** A host whose mesh address another host's containers could be given. */
function findInside(
  hosts: readonly Named[],
  ordered: readonly Named[],
  told: (one: string, other: string, what: string) => LockFault,
): LockFault | undefined {
  for (const [name, { bridge }] of hosts) {
    let [low, high] = [0, ordered.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ordered[middle]?.[1].slice.first ?? 0) <= bridge) low = middle + 1;
      else high = middle;
    }
    const [owner, place] = ordered[low - 1] ?? [];
    if (place && owner !== undefined && owner !== name && holds(place.slice, bridge)) {
      return told(name, owner, `do not go together: bridge ${ipv4Text(bridge)} is in slice ${cidrText(place.slice)}`);
    }
  }
  return undefined;
}
