import { ipv4Text } from '../addresses/address.ts';
import { type Cidr, cidrText, contains, holds, overlaps, parseCidr } from '../addresses/cidr.ts';
import type { ManifestPath } from '../diagnostics/diagnostic.ts';
import type { Locator, Report } from '../diagnostics/reporter.ts';
import type { Lock, LockedHost } from './lock.ts';

type Named = readonly [name: string, place: LockedHost];

const BOTH_ADDED =
  'If two branches each added a host, delete the line of the one that has not booted yet: it is planned anew. Otherwise restore the file from version control.';

/** What no lock of ours says: it was edited by hand, or merged wrongly. */
export function findLockFault(lock: Lock, locator: Locator): Report | undefined {
  const subnet = parseCidr(lock.network.subnet);
  const bridges = parseCidr(lock.network.bridges);
  for (const [key, block] of [['subnet', subnet] as const, ['bridges', bridges] as const]) {
    if ('fault' in block) {
      return { path: ['network', key], message: `network.${key} ${lock.network[key]} ${block.fault}` };
    }
  }
  if ('fault' in subnet || 'fault' in bridges) return undefined;
  return findStray(lock, subnet, bridges) ?? findReturned(lock) ?? findClash([...lock.hosts], locator);
}

/** A place that is outside the ranges that it was taken from. */
function findStray(lock: Lock, subnet: Cidr, bridges: Cidr): Report | undefined {
  for (const group of ['hosts', 'retired'] as const) {
    for (const [name, { slice, bridge }] of lock[group]) {
      if (!contains(subnet, slice)) {
        const message = `${name}: slice ${cidrText(slice)} is outside the subnet ${cidrText(subnet)}`;
        return { path: [group, name, 'slice'], message };
      }
      if (!holds(subnet, bridge) || bridge === subnet.first || bridge === subnet.last) {
        const message = `${name}: bridge ${ipv4Text(bridge)} is not a usable host address in the subnet ${cidrText(subnet)}`;
        return { path: [group, name, 'bridge'], message };
      }
      if (overlaps(slice, bridges)) {
        const message = `${name}: slice ${cidrText(slice)} reaches into the range of mesh addresses ${cidrText(bridges)}`;
        return { path: [group, name, 'slice'], message };
      }
    }
  }
  return undefined;
}

function findReturned(lock: Lock): Report | undefined {
  for (const name of lock.retired.keys()) {
    if (!lock.hosts.has(name)) continue;
    return {
      path: ['retired', name],
      at: 'key',
      message: `${name} is listed twice: as removed, and as a host`,
      hint: 'Delete one of the two lines: the one under retired, if the host is in the cluster.',
      related: [{ path: ['hosts', name], at: 'key', message: `${name} as a host` }],
    };
  }
  return undefined;
}

/** One host's side of a clash. */
interface Side {
  readonly name: string;
  readonly key: keyof LockedHost;
}

/** Two hosts with one number, address or range, told of at the later of their lines. */
function findClash(hosts: readonly Named[], locator: Locator): Report | undefined {
  const pathOf = ({ name, key }: Side): ManifestPath => ['hosts', name, key];
  const told = (sides: readonly [Side, Side], what: string): Report => {
    const [one, other] = sides.map((side) => locator.locate(pathOf(side), 'value'));
    const isTurned = one && other && (one.line - other.line || one.column - other.column) > 0;
    const [first, second] = isTurned ? [sides[1], sides[0]] : sides;
    return {
      path: pathOf(second),
      message: `${second.name} and ${first.name} ${what}`,
      hint: BOTH_ADDED,
      related: [{ path: pathOf(first), message: `${first.key} of ${first.name}` }],
    };
  };
  for (const key of ['number', 'bridge'] as const) {
    const owners = new Map<number, string>();
    for (const [name, place] of hosts) {
      const owner = owners.get(place[key]);
      const value = key === 'bridge' ? ipv4Text(place.bridge) : place.number;
      if (owner !== undefined)
        return told(
          [
            { name: owner, key },
            { name, key },
          ],
          `both have ${key} ${value}`,
        );
      owners.set(place[key], name);
    }
  }
  const ordered = hosts.toSorted(([, a], [, b]) => a.slice.first - b.slice.first);
  for (const [index, [name, { slice }]] of ordered.entries()) {
    const before = ordered[index - 1];
    if (!before || slice.first > before[1].slice.last) continue;
    return told(
      [
        { name: before[0], key: 'slice' },
        { name, key: 'slice' },
      ],
      'have overlapping slices',
    );
  }
  return findInside(hosts, ordered, told);
}

/** A host whose mesh address another host's containers could be given. */
function findInside(
  hosts: readonly Named[],
  ordered: readonly Named[],
  told: (sides: readonly [Side, Side], what: string) => Report,
): Report | undefined {
  for (const [name, { bridge }] of hosts) {
    let [low, high] = [0, ordered.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ordered[middle]?.[1].slice.first ?? 0) <= bridge) low = middle + 1;
      else high = middle;
    }
    const [owner, place] = ordered[low - 1] ?? [];
    if (place && owner !== undefined && owner !== name && holds(place.slice, bridge)) {
      const sides = [
        { name, key: 'bridge' },
        { name: owner, key: 'slice' },
      ] as const;
      return told(sides, `clash: bridge ${ipv4Text(bridge)} is in slice ${cidrText(place.slice)}`);
    }
  }
  return undefined;
}
