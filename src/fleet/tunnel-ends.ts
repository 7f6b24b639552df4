import { parseAddress } from '../addresses/address.ts';
import type { Cluster } from '../mesh/mesh.ts';
import type { ChangingLink } from '../patch/turns.ts';
import type { HostAnswer } from './host-answer.ts';

/** One end of a tunnel. */
export interface TunnelEnd {
  /** Kind, key and port. */
  readonly tunnel: string;
  /** Where the peer is. */
  readonly remote: string;
}

/** A host's ends by its peers' names. */
export type TunnelEnds = ReadonlyMap<string, TunnelEnd>;

/** What a plan gives a host. */
export function plannedEnds({ networks: [mesh] }: Cluster, host: string): Map<string, TunnelEnd> {
  const { kind, key, port } = mesh.tunnel;
  const tunnel = [kind, key ?? '', port ?? ''].join(' ');
  const links = mesh.members.find(({ name }) => name === host)?.links ?? [];
  return new Map(links.map(({ peer, remote }) => [peer.name, { tunnel, remote: remote.address.text }]));
}

/**
 * What a host says that it has. Its list of peers shows the kind of tunnels and where they lead; that key and port are the
 * planned ones is assumed.
 * @param nameOf a peer's name in the new plan
 */
export function saidEnds({ peers }: HostAnswer, planned: TunnelEnds, nameOf: (name: string) => string): TunnelEnds {
  const ends = peers.map(({ port, remote, name }): [string, TunnelEnd] => {
    const peer = nameOf(name);
    const plan = planned.get(peer);
    const [kind = port] = /^\D+/.exec(port) ?? [];
    // Of a DNS name the list has the answer.
    const isName = plan !== undefined && 'fault' in parseAddress(plan.remote);
    return [
      peer,
      {
        tunnel: plan?.tunnel.startsWith(`${kind} `) ? plan.tunnel : kind,
        remote: isName ? plan.remote : remote,
      },
    ];
  });
  return new Map(ends);
}

/** The links between hosts of both states. */
export function changingLinks(
  old: ReadonlyMap<string, TunnelEnds>,
  young: ReadonlyMap<string, TunnelEnds>,
): ChangingLink[] {
  const pairs = new Map<string, readonly [string, string]>();
  for (const ends of [old, young]) {
    for (const [host, peers] of ends) {
      for (const peer of peers.keys()) {
        if (!old.has(peer)) continue;
        const pair: readonly [string, string] = host < peer ? [host, peer] : [peer, host];
        pairs.set(pair.join(' '), pair);
      }
    }
  }
  return [...pairs.values()].map((hosts) => ({ hosts, ofOld: linkOf(old, hosts), ofNew: linkOf(young, hosts) }));
}

/** What both ends come to; `''` where one is missing or they do not fit. */
function linkOf(ends: ReadonlyMap<string, TunnelEnds>, [a, b]: readonly [string, string]): string {
  const [one, other] = [ends.get(a)?.get(b), ends.get(b)?.get(a)];
  return one && other && one.tunnel === other.tunnel ? `${one.tunnel} ${one.remote} ${other.remote}` : '';
}
