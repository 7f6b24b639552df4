import { ipv4Text } from '../addresses/address.ts';
import { cidrText } from '../addresses/cidr.ts';
import type { HostAddress } from '../addresses/host-address.ts';
import { standInKey } from '../keys/stand-in-key.ts';
import { layoutOf } from '../layouts/layouts.ts';
import { wireguardHeaders } from '../mesh/header-layers.ts';
import type { Cluster, Encryption, HostLink, Mesh, Node, NodeKey, NodeWireguard, Peer } from '../mesh/mesh.ts';
import { meshAddress6, slice6 } from '../mesh/subnet6.ts';
import { wireguardPort } from '../mesh/wireguard-port.ts';
import { isPlain } from '../tunnels/tunnels.ts';
import type { HostWireguard, WireguardDevice, WireguardKey, WireguardPeer } from './host-wireguard.ts';
import { WIREGUARD_DEVICES } from './wireguard-devices.ts';

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
  const blocks = blocksOf(cluster, node);
  const [first, ...others] = encryption.generations.map(
    (generation, index): WireguardDevice => ({
      name: WIREGUARD_DEVICES[generation % 2 === 0 ? 0 : 1],
      port: wireguardPort(encryption, generation),
      key: privateOf(keyAt(node, index)),
      peers: links.map(([peer, link]) => peerOf(peer, link.underlay?.address, { index, own, encryption, blocks })),
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

/** What of each peer's networks WireGuard itself carries to it. */
function blocksOf({ networks }: Cluster, { name }: Node): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const mesh of networks.filter(({ tunnel, layout }) => isPlain(tunnel.kind) && layoutOf(layout).isBuilt)) {
    for (const { peer } of mesh.members.find((member) => member.name === name)?.links ?? []) {
      found.set(peer.name, [...(found.get(peer.name) ?? []), ...blocksIn(mesh, peer)]);
    }
  }
  return found;
}

const blocksIn = ({ subnet6 }: Mesh, { slice, bridge }: Peer): string[] => [
  cidrText(slice),
  `${ipv4Text(bridge)}/32`,
  ...(subnet6 ? [slice6(subnet6, slice), `${meshAddress6(subnet6, bridge).text}/128`] : []),
];

interface Side {
  /** Of the generation among those that there are. */
  readonly index: number;
  readonly own: NodeWireguard;
  readonly encryption: Encryption;
  /** By the peers' names. */
  readonly blocks: ReadonlyMap<string, readonly string[]>;
}

function peerOf(
  peer: Node,
  endpoint: HostAddress | undefined,
  { index, own, encryption, blocks }: Side,
): WireguardPeer {
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
    blocks: blocks.get(name) ?? [],
  };
}

/** A node's key of one of the generations that there are. */
function keyAt({ name, wireguard }: Node, index: number): NodeKey {
  const key = wireguard?.keys[index];
  if (!key) throw new Error(`${name} has no key`);
  return key;
}
