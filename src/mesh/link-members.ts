import { isHidden } from '../addresses/host-address.ts';
import type { Network } from '../manifest/network.ts';
import type { Place } from './lock.ts';
import type { HostLink, Link, Membership, Node } from './mesh.ts';
import type { NetworkNames } from './network-names.ts';
import type { Pair } from './pair.ts';

/**
 * A network's members with their links. A link's number is the exclusive or of its nodes' numbers (counted from 0): the
 * same at both ends, unique at each node, never 0, and it never changes while both nodes stay, whatever comes and goes.
 * @param order the members' nodes, as the pairs count them
 */
export function linkMembers(
  { members }: Network,
  { ports }: NetworkNames,
  places: ReadonlyMap<string, Place>,
  order: readonly Node[],
  pairs: readonly Pair[],
): { readonly members: Membership[]; readonly links: Link[] } {
  const made = order.map((node) => {
    const place = places.get(node.name);
    if (!place) throw new Error(`${node.name} has no place`);
    const links: HostLink[] = [];
    return { name: node.name, number: node.number, ...place, node, links };
  });
  const links: Link[] = [];
  for (const [first, second] of pairs) {
    const [a, b] = [made[first], made[second]];
    if (!a || !b) throw new Error(`link ${first} to ${second} has no host`);
    const number = (a.number - 1) ^ (b.number - 1);
    const name = `${ports}${number}`;
    const way = a.node.site === b.node.site ? 'inside' : 'outside';
    a.links.push({ name, number, peer: b, ...endOf(b.node, way) });
    b.links.push({ name, number, peer: a, ...endOf(a.node, way) });
    links.push({ name, number, hosts: [a.name, b.name] });
  }
  for (const member of made) member.links.sort((a, b) => a.number - b.number);
  const byName = new Map(made.map((member) => [member.name, member]));
  return { members: members.flatMap(({ host }) => byName.get(host.name) ?? []), links };
}

/** Where a link leads: with encryption between WireGuard addresses, whose packets go to the underlay's. */
function endOf(node: Node, way: 'inside' | 'outside'): Pick<HostLink, 'remote' | 'underlay'> {
  const { wireguard } = node;
  if (!wireguard) return { remote: node[way] };
  return {
    remote: { address: wireguard.address, path: ['encryption'] },
    underlay: isHidden(node[way].address) ? undefined : node[way],
  };
}
