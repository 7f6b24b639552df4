import { ipv4Text } from '../addresses/address.ts';
import { type Cidr, cidrText, contains, holds, overlaps, parseCidr } from '../addresses/cidr.ts';
import { firstSubnet, parseIpv6Block } from '../addresses/ipv6-block.ts';
import type { ManifestPath } from '../diagnostics/diagnostic.ts';
import type { Locator, Report } from '../diagnostics/reporter.ts';
import { findAuthorityFault, findKeyFault } from './key-faults.ts';
import type { Lock, LockedHost, LockedNetwork, LockedPlaces, Place } from './lock.ts';

type Named = readonly [name: string, place: Place];

const BOTH_ADDED =
  'If two branches each added a host, delete the line of the one that has not booted yet: it is planned anew. Otherwise restore the file from version control.';

/** What no lock of ours says: it was edited by hand, or merged wrongly. */
export function findLockFault(lock: Lock, locator: Locator): Report | undefined {
  for (const section of sectionsOf(lock)) {
    const isMain = section.path.length === 0;
    const fault =
      findRangeFault(section) ??
      findReturned(section) ??
      (isMain ? findEqual({ path: [], hosts: lock.hosts }, 'number', locator) : undefined) ??
      findClash(section, locator) ??
      findEqualAddresses(section);
    if (fault) return fault;
  }
  return (
    findEqualKeys(lock) ??
    findEqualSubnets6(lock) ??
    (lock.encryption && findKeyFault(lock.encryption)) ??
    (lock.authority && findAuthorityFault(lock.authority))
  );
}

/** Two networks with one key, as two branches choose that each add one. */
function findEqualKeys({ networks }: Lock): Report | undefined {
  const owners = new Map<number, string>();
  for (const [name, { key }] of networks) {
    if (key === undefined) continue;
    const owner = owners.get(key);
    owners.set(key, name);
    if (owner === undefined) continue;
    return {
      path: ['networks', name, 'network', 'key'],
      message: `the networks ${name} and ${owner} both have key ${key}`,
      hint: 'If two branches each added a network, delete the lines of the one that has not booted yet: it is planned anew. Otherwise restore the file from version control.',
      related: [{ path: ['networks', owner, 'network', 'key'], message: `key of ${owner}` }],
    };
  }
  return undefined;
}

/** Two containers with one address, as two branches choose that each declare one. */
function findEqualAddresses({ path, containers }: Section): Report | undefined {
  const owners = new Map<number, ManifestPath>();
  for (const [name, byHost] of containers) {
    for (const [host, address] of byHost) {
      const at = [...path, 'containers', name, host];
      const owner = owners.get(address);
      owners.set(address, at);
      if (!owner) continue;
      return {
        path: at,
        message: `the containers ${name} and ${owner.at(-2)} both have the address ${ipv4Text(address)}`,
        hint: 'If two branches each declared a container, delete the line of the one that runs nowhere yet: it is planned anew. Otherwise restore the file from version control.',
        related: [{ path: owner, message: `address of ${owner.at(-2)}` }],
      };
    }
  }
  return undefined;
}

/** Two networks with one IPv6 network: two branches chose it, or a hand. */
function findEqualSubnets6(lock: Lock): Report | undefined {
  const owners = new Map<string, ManifestPath>();
  for (const { path, network } of sectionsOf(lock)) {
    const { subnet6 } = network;
    if (subnet6 === undefined) continue;
    const at = [...path, 'network', 'subnet6'];
    const owner = owners.get(subnet6);
    if (owner) {
      return {
        path: at,
        message: `two networks have the IPv6 network ${subnet6}`,
        hint: 'Remove subnet6 from the line of the network that has not booted yet: it is chosen anew. Otherwise restore the file from version control.',
        related: [{ path: owner, message: 'the other' }],
      };
    }
    owners.set(subnet6, at);
  }
  return undefined;
}

/** What the lock has of one network. */
interface Section extends LockedPlaces {
  readonly path: ManifestPath;
  readonly network: LockedNetwork;
}

const sectionsOf = (lock: Lock): Section[] => [
  { path: [], ...lock },
  ...[...lock.networks].map(([name, further]) => ({ path: ['networks', name], ...further })),
];

function findRangeFault(section: Section): Report | undefined {
  const { path, network } = section;
  const subnet = parseCidr(network.subnet);
  const bridges = parseCidr(network.bridges);
  for (const [key, block] of [['subnet', subnet] as const, ['bridges', bridges] as const]) {
    if ('fault' in block) {
      const at = [...path, 'network', key];
      return { path: at, message: `${at.join('.')} ${network[key]} ${block.fault}` };
    }
  }
  const fault = network.subnet6 === undefined ? undefined : subnet6Fault(network.subnet6);
  if (fault !== undefined) {
    const at = [...path, 'network', 'subnet6'];
    return { path: at, message: `${at.join('.')} ${network.subnet6} ${fault}` };
  }
  return 'fault' in subnet || 'fault' in bridges ? undefined : findStray(section, subnet, bridges);
}

/** Why it is not in the one spelling of a /64. */
function subnet6Fault(text: string): string | undefined {
  const block = parseIpv6Block(text);
  if ('fault' in block) return block.fault;
  return text === firstSubnet(block).text ? undefined : `is not written as ${firstSubnet(block).text}`;
}

/** A place that is outside the ranges that it was taken from. */
function findStray(section: Section, subnet: Cidr, bridges: Cidr): Report | undefined {
  for (const group of ['hosts', 'retired'] as const) {
    for (const [name, { slice, bridge }] of section[group]) {
      const path = [...section.path, group, name];
      if (!contains(subnet, slice)) {
        const message = `${name}: slice ${cidrText(slice)} is outside the subnet ${cidrText(subnet)}`;
        return { path: [...path, 'slice'], message };
      }
      if (!holds(subnet, bridge) || bridge === subnet.first || bridge === subnet.last) {
        const message = `${name}: bridge ${ipv4Text(bridge)} is not a usable host address in the subnet ${cidrText(subnet)}`;
        return { path: [...path, 'bridge'], message };
      }
      if (overlaps(slice, bridges)) {
        const message = `${name}: slice ${cidrText(slice)} reaches into the range of mesh addresses ${cidrText(bridges)}`;
        return { path: [...path, 'slice'], message };
      }
    }
  }
  return undefined;
}

function findReturned({ path, hosts, retired }: Section): Report | undefined {
  for (const name of retired.keys()) {
    if (!hosts.has(name)) continue;
    return {
      path: [...path, 'retired', name],
      at: 'key',
      message: `${name} is listed twice: as removed, and as a host`,
      hint: 'Delete one of the two lines: the one under retired, if the host is in the cluster.',
      related: [{ path: [...path, 'hosts', name], at: 'key', message: `${name} as a host` }],
    };
  }
  return undefined;
}

/** One host's side of a clash. */
interface Side {
  readonly name: string;
  readonly key: keyof LockedHost;
}

type Tell = (sides: readonly [Side, Side], what: string) => Report;

/** Tells of two hosts at the later of their lines. */
const tellIn =
  (section: ManifestPath, locator: Locator): Tell =>
  (sides, what) => {
    const pathOf = ({ name, key }: Side): ManifestPath => [...section, 'hosts', name, key];
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

/** Two hosts with one number, or one mesh address. */
function findEqual<Key extends keyof LockedHost>(
  {
    path,
    hosts,
  }: { readonly path: ManifestPath; readonly hosts: ReadonlyMap<string, { readonly [K in Key]: number }> },
  key: Key,
  locator: Locator,
): Report | undefined {
  const owners = new Map<number, string>();
  for (const [name, { [key]: value }] of hosts) {
    const owner = owners.get(value);
    if (owner !== undefined) {
      const sides = [
        { name: owner, key },
        { name, key },
      ] as const;
      return tellIn(path, locator)(sides, `both have ${key} ${key === 'bridge' ? ipv4Text(value) : value}`);
    }
    owners.set(value, name);
  }
  return undefined;
}

/** Two hosts with one address or range in a network. */
function findClash(section: Section, locator: Locator): Report | undefined {
  const equal = findEqual(section, 'bridge', locator);
  if (equal) return equal;
  const hosts = [...section.hosts];
  const told = tellIn(section.path, locator);
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
function findInside(hosts: readonly Named[], ordered: readonly Named[], told: Tell): Report | undefined {
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
