import { isHidden } from '../addresses/host-address.ts';
import type { Network } from '../manifest/network.ts';
import { byPeer } from './by-peer.ts';
import type { Place } from './lock.ts';
import type { HostLink, Link, Membership, Mesh, Node } from './mesh.ts';
import type { NetworkNames } from './network-names.ts';
import type { Pairs } from './pair.ts';
import { isFull, neighbours } from './topology.ts';

/**
 * A network's members with their links. A link's number is the exclusive or of its nodes' numbers (counted from 0): the
 * same at both ends, unique at each node, never 0, and it never changes while both nodes stay, whatever comes and goes.
 * A full mesh of ten thousand has fifty million: they are made for whoever asks, host by host.
 * @param order the members' nodes, as the pairs count them
 */
export function linkMembers(
  { members }: Network,
  { ports }: NetworkNames,
  places: ReadonlyMap<string, Place>,
  order: readonly Node[],
  pairs: Pairs,
): Pick<Mesh, 'members' | 'linkCount'> {
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
      get linkCount() {
        return peersOf(index).length;
      },
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
    linkCount: pairs.length,
  };
}

/** The links of a network, one after another: each at the end with the lower number. */
export function* eachLink(members: Mesh['members']): Generator<Link> {
  for (const own of members.toSorted((a, b) => a.number - b.number)) {
    for (const { name, number, peer } of byPeer(own.links)) {
      if (peer.number > own.number) yield { name, number, hosts: [own.name, peer.name] };
    }
  }
}

function at<Value>(list: readonly Value[], index: number): Value {
  const value = list[index];
  if (value === undefined) throw new Error(`a link leads to no host: ${index}`);
  return value;
}

/** Who is linked with whom, both ways, by the places in the order: of each host its peers' in ascending order. */
function peersByPlace(hosts: number, pairs: Pairs): (place: number) => Places {
  if (!isFull(pairs.length, hosts)) {
    const lists = neighbours(hosts, pairs);
    return (place) => at(lists, place);
  }
  const places = Uint32Array.from({ length: hosts }, (_, place) => place);
  return (place) => {
    const peers = places.slice(1);
    peers.set(places.subarray(0, place));
    return peers;
  };
}

type Places = readonly number[] | Uint32Array;

/**
 * Orders places by their links' numbers, of the host whose own number is given. Where they are most of all that could be, as
 * in a full mesh, each is put where its number says: that takes half as long as to sort them.
 */
function ordered(counted: Uint32Array): (places: Places, mine: number) => Uint32Array {
  const size = 2 ** Math.ceil(Math.log2(Math.max(1, ...counted) + 1));
  let slots: Uint32Array | undefined;
  return (places, mine) => {
    const sorted = Uint32Array.from(places);
    const numberOf = (place: number): number => (mine ^ (counted[place] ?? 0)) >>> 0;
    if (places.length * 4 < size) return sorted.sort((a, b) => numberOf(a) - numberOf(b));
    slots ??= new Uint32Array(size);
    slots.fill(0);
    // From 1: 0 is nobody.
    for (const place of places) slots[numberOf(place)] = place + 1;
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
