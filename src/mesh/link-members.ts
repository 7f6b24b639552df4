import { isHidden } from '../addresses/host-address.ts';
import type { Network } from '../manifest/network.ts';
import type { Place } from './lock.ts';
import type { HostLink, Link, Membership, Node } from './mesh.ts';
import type { NetworkNames } from './network-names.ts';
import type { Pairs } from './pair.ts';

/**
 * A network's members with their links. A link's number is the exclusive or of its nodes' numbers (counted from 0): the
 * same at both ends, unique at each node, never 0, and it never changes while both nodes stay, whatever comes and goes.
 * A full mesh of a thousand has half a million: they are made from the pairs for whoever asks, host by host.
 * @param order the members' nodes, as the pairs count them
 */
export function linkMembers(
  { members }: Network,
  { ports }: NetworkNames,
  places: ReadonlyMap<string, Place>,
  order: readonly Node[],
  pairs: Pairs,
): Pick<Membered, 'members' | 'links'> {
  const peersOf = peersByPlace(order.length, pairs);
  const nameOf = portNames(ports);
  const made = order.map((node, index): Membership => {
    const place = places.get(node.name);
    if (!place) throw new Error(`${node.name} has no place`);
    return {
      name: node.name,
      number: node.number,
      ...place,
      node,
      get links() {
        return linksOf(index);
      },
    };
  });
  // From 0.
  const counted = Uint32Array.from(made, ({ number }) => number - 1);
  const inOrder = ordered(counted);
  const linksOf = lastOf((index): readonly HostLink[] => {
    const own = at(made, index);
    const mine = own.number - 1;
    const links: HostLink[] = [];
    for (const place of inOrder(peersOf(index), mine)) {
      const peer = at(made, place);
      const number = (mine ^ (counted[place] ?? 0)) >>> 0;
      links.push(linkTo(peer, number, nameOf(number), own.node.site === peer.node.site ? 'inside' : 'outside'));
    }
    return links;
  });
  const byName = new Map(made.map((member) => [member.name, member]));
  return {
    members: members.flatMap(({ host }) => byName.get(host.name) ?? []),
    get links() {
      return allLinks(made, peersOf, nameOf);
    },
  };
}

interface Membered {
  readonly members: Membership[];
  readonly links: Link[];
}

function at<Value>(list: readonly Value[], index: number): Value {
  const value = list[index];
  if (value === undefined) throw new Error(`a link leads to no host: ${index}`);
  return value;
}

/** Who is linked with whom, both ways, by the places in the order: of each host its peers' in ascending order. */
function peersByPlace(hosts: number, pairs: Pairs): (place: number) => Uint32Array {
  const ends = new Uint32Array(hosts + 1);
  for (const [a, b] of pairs) {
    if (!(a < b && b < hosts)) throw new Error(`link ${a} to ${b} has no host`);
    ends[a + 1] = (ends[a + 1] ?? 0) + 1;
    ends[b + 1] = (ends[b + 1] ?? 0) + 1;
  }
  for (let place = 0; place < hosts; place += 1) ends[place + 1] = (ends[place + 1] ?? 0) + (ends[place] ?? 0);
  const next = ends.slice();
  const peers = new Uint32Array(pairs.length * 2);
  const put = (place: number, peer: number): void => {
    const free = next[place] ?? 0;
    peers[free] = peer;
    next[place] = free + 1;
  };
  for (const [a, b] of pairs) {
    put(a, b);
    put(b, a);
  }
  return (place) => peers.subarray(ends[place], ends[place + 1]);
}

/**
 * Orders places by their links' numbers, of the host whose own number is given. Where they are most of all that could be, as
 * in a full mesh, each is put where its number says: that takes half as long as to sort them.
 */
function ordered(counted: Uint32Array): (places: Uint32Array, mine: number) => Uint32Array {
  const size = 2 ** Math.ceil(Math.log2(Math.max(1, ...counted) + 1));
  const placeOf = new Map(Array.from(counted, (number, place) => [number, place]));
  let slots: Uint32Array | undefined;
  return (places, mine) => {
    const sorted = new Uint32Array(places.length);
    if (places.length * 4 < size) {
      for (let index = 0; index < places.length; index += 1) sorted[index] = mine ^ (counted[places[index] ?? 0] ?? 0);
      sorted.sort();
      // The peer's number is that of the link without the own one.
      return sorted.map((number) => placeOf.get(number ^ mine) ?? 0);
    }
    slots ??= new Uint32Array(size);
    slots.fill(0);
    // From 1: 0 is nobody.
    for (const place of places) slots[mine ^ (counted[place] ?? 0)] = place + 1;
    let count = 0;
    for (const slot of slots) if (slot > 0) sorted[count++] = slot - 1;
    return sorted;
  };
}

/** Names of ports by their numbers: half a million links of a thousand hosts have a thousand names. */
function portNames(ports: string): (number: number) => string {
  const names: string[] = [];
  return (number) => (names[number] ??= `${ports}${number}`);
}

/** What was asked for last is asked for again: by all parts of one host. */
function lastOf<Result>(work: (index: number) => Result): (index: number) => Result {
  let last: { readonly index: number; readonly result: Result } | undefined;
  return (index) => {
    if (last?.index !== index) last = { index, result: work(index) };
    return last.result;
  };
}

function allLinks(
  made: readonly Membership[],
  peersOf: (place: number) => Uint32Array,
  nameOf: (number: number) => string,
): Link[] {
  const links: Link[] = [];
  for (const [index, own] of made.entries()) {
    for (const place of peersOf(index)) {
      if (place < index) continue;
      const peer = at(made, place);
      const number = (own.number - 1) ^ (peer.number - 1);
      links.push({ name: nameOf(number), number, hosts: [own.name, peer.name] });
    }
  }
  return links;
}

/** Where a link leads: with encryption between WireGuard addresses, whose packets go to the underlay's. */
function linkTo(peer: Membership, number: number, name: string, way: 'inside' | 'outside'): HostLink {
  const { [way]: remote, wireguard } = peer.node;
  if (!wireguard) return { name, number, peer, remote };
  return {
    name,
    number,
    peer,
    remote: { address: wireguard.address, path: ['encryption'] },
    underlay: isHidden(remote.address) ? undefined : remote,
  };
}
