import type { HostAddress } from '../addresses/host-address.ts';
import { standInKey } from '../keys/stand-in-key.ts';
import { wireguardHeaders } from '../mesh/header-layers.ts';
import type { Cluster, Encryption, HostLink, Node, NodeKey, NodeWireguard } from '../mesh/mesh.ts';
import { wireguardPort } from '../mesh/wireguard-port.ts';
import { WIREGUARD_DEVICES } from './host-plan.ts';
import type { HostWireguard, WireguardDevice, WireguardKey, WireguardPeer } from './host-wireguard.ts';

/**
 * A host's WireGuard: its peers are those that it has a link to in any network.
 * @param privateOf where the host has the private half of a key from
 */
export function wireguardOf(
  cluster: Cluster,
  node: Node,
  privateOf: (key: NodeKey) => WireguardKey,
): HostWireguard | undefined {
  const { encryption } = cluster;
  const own = node.wireguard;
  if (!encryption || !own) return undefined;
  const { range, family } = encryption;
  const links = linksOf(cluster, node);
  const [first, ...others] = encryption.generations.map(
    (generation, index): WireguardDevice => ({
      name: WIREGUARD_DEVICES[generation % 2 === 0 ? 0 : 1],
      port: wireguardPort(encryption, generation),
      key: privateOf(keyAt(node, index)),
      peers: links.map(([peer, link]) => peerOf(peer, link.underlay?.address, { index, own, encryption })),
    }),
  );
  if (!first) throw new Error(`${node.name} has no generation of keys`);
  const overhead = wireguardHeaders(node.address.family).reduce((sum, { bytes }) => sum + bytes, 0);
  return { range, family, address: own.address.text, mtu: node.mtu - overhead, devices: [first, ...others] };
}

/** A link to each peer, in the order of the peers' numbers. */
function linksOf({ nodes, networks }: Cluster, { name }: Node): (readonly [Node, HostLink])[] {
  const found = new Map<string, HostLink>();
  for (const { members } of networks) {
    for (const link of members.find((member) => member.name === name)?.links ?? []) {
      if (!found.has(link.peer.name)) found.set(link.peer.name, link);
    }
  }
  return nodes
    .toSorted((a, b) => a.number - b.number)
    .flatMap((node) => {
      const link = found.get(node.name);
      return link ? [[node, link] as const] : [];
    });
}

interface Side {
  /** Of the generation among those that there are. */
  readonly index: number;
  readonly own: NodeWireguard;
  readonly encryption: Encryption;
}

function peerOf(peer: Node, endpoint: HostAddress | undefined, { index, own, encryption }: Side): WireguardPeer {
  const { name, wireguard } = peer;
  if (!wireguard) throw new Error(`${name} has no WireGuard address`);
  const key = keyAt(peer, index);
  const publicKey = key.publicKey ?? standInKey(`public ${name} ${key.generation}`);
  // Two devices: the newer one shakes hands before a packet needs it.
  const keepsAlive = own.isHidden || (encryption.generations.length > 1 && index > 0);
  return {
    name,
    address: wireguard.address.text,
    publicKey,
    endpoint,
    keepsAlive: keepsAlive && endpoint !== undefined,
  };
}

/** A node's key of one of the generations that there are. */
function keyAt({ name, wireguard }: Node, index: number): NodeKey {
  const key = wireguard?.keys[index];
  if (!key) throw new Error(`${name} has no key`);
  return key;
}
