import { parseAddress } from '../addresses/address.ts';
import { membershipIn } from '../mesh/membership-in.ts';
import type { Cluster } from '../mesh/mesh.ts';
import { changingLink, type HostKeys, type LinkSide, NO_KEYS, plannedKeys } from '../patch/link-keys.ts';
import type { ChangingLink } from '../patch/turns.ts';
import { tunnelOf } from '../tunnels/tunnels.ts';
import { type HostAnswer, peerKey } from './host-answer.ts';

/** One end of a tunnel. */
export interface TunnelEnd {
  /** Of a further network its name. */
  readonly network: string | undefined;
  readonly peer: string;
  /** What its port's name begins with, key and port, and the tag where it has one. */
  readonly tunnel: string;
  /** Where the peer is. */
  readonly remote: string;
  /** By which WireGuard knows the peer. */
  readonly keys: HostKeys;
}

/** A host's ends by the keys of its peers. */
export type TunnelEnds = ReadonlyMap<string, TunnelEnd>;

const byKey = (ends: readonly TunnelEnd[]): Map<string, TunnelEnd> =>
  new Map(ends.map((end) => [peerKey(end.network, end.peer), end]));

/** What a plan gives a host. */
export function plannedEnds(cluster: Cluster, host: string): Map<string, TunnelEnd> {
  const keys = new Map(cluster.nodes.map((node) => [node.name, plannedKeys(cluster, node)]));
  const ends = cluster.networks.flatMap((mesh, place) => {
    const { kind, key, port } = mesh.tunnel;
    const tunnel = [
      tunnelOf(kind).portPrefix,
      key ?? '',
      port ?? '',
      ...(mesh.vlan === undefined ? [] : [mesh.vlan]),
    ].join(' ');
    const network = place === 0 ? undefined : mesh.name;
    const links = membershipIn(mesh, host)?.links ?? [];
    return links.map(({ peer: { name }, remote }) => ({
      ...{ network, peer: name, tunnel, remote: remote.address.text },
      keys: keys.get(name) ?? NO_KEYS,
    }));
  });
  return byKey(ends);
}

/**
 * What a host says that it has. Its list of peers shows the kind of tunnels and where they lead; that key and port are the
 * planned ones is assumed, and of a further network the kind too, which its ports do not name.
 * @param nameOf a peer's name in the new plan
 */
export function saidEnds(
  { peers, keys }: HostAnswer,
  planned: TunnelEnds,
  nameOf: (name: string) => string,
): TunnelEnds {
  const ends = peers.map(({ network, port, remote, name }): TunnelEnd => {
    const peer = nameOf(name);
    const plan = planned.get(peerKey(network, peer));
    const [kind = port] = /^\D+/.exec(port) ?? [];
    const isPlanned = plan !== undefined && (network !== undefined || plan.tunnel.startsWith(`${kind} `));
    // Of a DNS name the list has the answer.
    const isName = plan !== undefined && 'fault' in parseAddress(plan.remote);
    return {
      ...{ network, peer, tunnel: isPlanned ? plan.tunnel : kind, remote: isName ? plan.remote : remote },
      keys: keys.get(name) ?? NO_KEYS,
    };
  });
  return byKey(ends);
}

/** The same with the peers' new names. */
export const renamedEnds = (ends: TunnelEnds, nameOf: (name: string) => string): TunnelEnds =>
  byKey([...ends.values()].map((end) => ({ ...end, peer: nameOf(end.peer) })));

/** The links between hosts of both states. */
export function changingLinks(
  old: ReadonlyMap<string, TunnelEnds>,
  young: ReadonlyMap<string, TunnelEnds>,
): ChangingLink[] {
  const pairs = new Map<string, Pick<ChangingLink, 'network' | 'hosts'>>();
  for (const ends of [old, young]) {
    for (const [host, peers] of ends) {
      for (const { network, peer } of peers.values()) {
        if (!old.has(peer)) continue;
        const hosts: readonly [string, string] = host < peer ? [host, peer] : [peer, host];
        pairs.set(`${network ?? ''} ${hosts.join(' ')}`, { network, hosts });
      }
    }
  }
  return [...pairs.values()].map((pair) => changingLink(pair, linkOf(old, pair), linkOf(young, pair)));
}

/** What both ends come to; nothing where one is missing or they do not fit. */
function linkOf(
  ends: ReadonlyMap<string, TunnelEnds>,
  { network, hosts: [a, b] }: Pick<ChangingLink, 'network' | 'hosts'>,
): LinkSide | undefined {
  const [one, other] = [ends.get(a)?.get(peerKey(network, b)), ends.get(b)?.get(peerKey(network, a))];
  if (one?.tunnel === undefined || one.tunnel !== other?.tunnel) return undefined;
  return { said: `${one.tunnel} ${one.remote} ${other.remote}`, keys: [one.keys, other.keys] };
}
