import { blockAt, type Cidr, cidrSize, holds, overlaps } from '../addresses/cidr.ts';
import type { Layout } from '../layouts/ids.ts';
import type { Member } from '../manifest/network.ts';
import type { Place } from './lock.ts';

/** What the planner draws from. */
export interface Ranges {
  readonly subnet: Cidr;
  readonly bridges: Cidr;
  readonly slicePrefix: number;
  readonly layout: Layout;
}

/**
 * The range of mesh addresses where the manifest gives none: the first block of the subnet that is at least one
 * slice and holds as many addresses as there are slices.
 */
export function defaultBridges(subnet: Cidr, slicePrefix: number): Cidr {
  const bitsForSlices = slicePrefix - subnet.prefix;
  return blockAt(subnet.first, Math.min(slicePrefix, 32 - bitsForSlices));
}

/** The place of a host in the numbers of a cluster without a network: nothing on it bears them. */
export const numberedPlace = ({ number }: { readonly number: number }): Place => ({
  slice: blockAt(NUMBERED.slices + number, 32),
  bridge: NUMBERED.bridges + number,
});

/** Parts of 240.0.0.0/4, for as many hosts as a lock file may count. */
const NUMBERED = { bridges: 0xf000_0000, slices: 0xf400_0000 };

export interface Placement {
  readonly places: ReadonlyMap<string, Place>;
  /** Hosts that found no slice, or no mesh address. */
  readonly withoutSlice: readonly string[];
  readonly withoutBridge: readonly string[];
  /** Hosts that left and whose places nobody has taken over, oldest first. */
  readonly resting: readonly string[];
}

/** What the lock has of a network. */
export interface KnownPlaces {
  readonly hosts: ReadonlyMap<string, Place>;
  /** Of hosts that left, oldest first. */
  readonly retired: ReadonlyMap<string, Place>;
}

/** Gives every member a slice and a mesh address: its pin, else the lock's, else the next free one. */
export function placeMembers(
  members: readonly Member[],
  ranges: Ranges,
  lock: KnownPlaces = { hosts: new Map(), retired: new Map() },
): Placement {
  const known = new Map([...lock.retired, ...lock.hosts]);
  const present = new Set(members.map(({ host }) => host.name));
  const left = [...lock.retired, ...lock.hosts].filter(([name]) => !present.has(name));
  const slices = giveSlices(members, ranges, known, left);
  const bridges = giveBridges(members, ranges, known, left, slices.given);
  const places = new Map<string, Place>();
  for (const { host } of members) {
    const [slice, bridge] = [slices.given.get(host.name), bridges.given.get(host.name)];
    if (slice && bridge !== undefined) places.set(host.name, { slice, bridge });
  }
  return {
    places,
    withoutSlice: slices.without,
    withoutBridge: bridges.without,
    resting: left.filter(([, place]) => isFree(place, places)).map(([name]) => name),
  };
}

/** Whether nobody has taken over what a host that left had. */
function isFree(place: Place, places: ReadonlyMap<string, Place>): boolean {
  for (const other of places.values()) {
    if (overlaps(other.slice, place.slice) || other.bridge === place.bridge) return false;
  }
  return true;
}

interface Given<Value> {
  readonly given: ReadonlyMap<string, Value>;
  readonly without: readonly string[];
}

function giveSlices(
  members: readonly Member[],
  ranges: Ranges,
  known: ReadonlyMap<string, Place>,
  left: readonly (readonly [string, Place])[],
): Given<Cidr> {
  const given = new Map<string, Cidr>();
  for (const { host, slice } of members) if (slice) given.set(host.name, slice);
  const pins = [
    ...given.values(),
    ...members.flatMap(({ bridge }) => (bridge === undefined ? [] : [blockAt(bridge, 32)])),
  ];
  for (const { host } of members) {
    const kept = known.get(host.name)?.slice;
    // A pin that came later may claim what the lock gave to this host: then it is planned anew.
    if (kept && !given.has(host.name) && !pins.some((pin) => overlaps(pin, kept))) given.set(host.name, kept);
  }
  const waiting = members.filter(({ host }) => !given.has(host.name));
  if (waiting.length === 0) return { given, without: [] };
  const resting = left.map(([, place]) => place.slice);
  const freeBeside = (givenUp: number): Cidr[] =>
    freeSlices(ranges, [ranges.bridges, ...pins, ...given.values(), ...resting.slice(givenUp)], waiting.length);
  // Oldest first: the space of the host that left last is the last to be taken. The fewest that must give theirs up.
  let [low, high] = [0, resting.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (freeBeside(middle).length >= waiting.length) high = middle;
    else low = middle + 1;
  }
  const free = freeBeside(low);
  for (const [index, slice] of free.entries()) {
    const member = waiting[index];
    if (member) given.set(member.host.name, slice);
  }
  return { given, without: waiting.slice(free.length).map(({ host }) => host.name) };
}

/** The first `count` slices of the subnet that overlap nothing taken. */
function freeSlices({ subnet, slicePrefix }: Ranges, taken: readonly Cidr[], count: number): Cidr[] {
  const free: Cidr[] = [];
  const obstacles = taken.toSorted((a, b) => a.first - b.first);
  let next = 0;
  let blocked = -1;
  let candidate = blockAt(subnet.first, slicePrefix);
  while (free.length < count && candidate.last <= subnet.last) {
    for (; next < obstacles.length; next += 1) {
      const obstacle = obstacles[next];
      if (!obstacle || obstacle.first > candidate.last) break;
      blocked = Math.max(blocked, obstacle.last);
    }
    if (blocked < candidate.first) free.push(candidate);
    candidate = blockAt(Math.max(blocked, candidate.last) + 1, slicePrefix);
  }
  return free;
}

function giveBridges(
  members: readonly Member[],
  ranges: Ranges,
  known: ReadonlyMap<string, Place>,
  left: readonly (readonly [string, Place])[],
  slices: ReadonlyMap<string, Cidr>,
): Given<number> {
  const given = new Map<string, number>();
  for (const { host, bridge } of members) if (bridge !== undefined) given.set(host.name, bridge);
  const taken = new Set(given.values());
  for (const { host } of members) {
    const kept = known.get(host.name)?.bridge;
    if (kept === undefined || given.has(host.name) || taken.has(kept)) continue;
    given.set(host.name, kept);
    taken.add(kept);
  }
  const waiting = members.filter(({ host }) => !given.has(host.name));
  const resting = new Set(left.map(([, place]) => place.bridge));
  const usable = new Set(bridgeCandidates(ranges, slices, taken, waiting.length + resting.size));
  const order = [
    ...[...usable].filter((address) => !resting.has(address)),
    ...[...resting].filter((address) => usable.has(address)),
  ];
  const without: string[] = [];
  for (const [index, { host }] of waiting.entries()) {
    const address = order[index];
    if (address === undefined) without.push(host.name);
    else given.set(host.name, address);
  }
  return { given, without };
}

/** Free addresses of the range, lowest first, as many as could be asked for. */
function bridgeCandidates(
  { subnet, bridges }: Ranges,
  slices: ReadonlyMap<string, Cidr>,
  taken: ReadonlySet<number>,
  wanted: number,
): number[] {
  const inRange = [...slices.values()].filter((slice) => overlaps(slice, bridges));
  const candidates: number[] = [];
  // The range's own first address looks like a network address to people: it is legal, and the last resort.
  for (let offset = 1; offset <= cidrSize(bridges) && candidates.length < wanted; offset += 1) {
    const address = bridges.first + (offset % cidrSize(bridges));
    if (address === subnet.first || address === subnet.last || taken.has(address)) continue;
    if (inRange.some((slice) => holds(slice, address))) continue;
    candidates.push(address);
  }
  return candidates;
}
