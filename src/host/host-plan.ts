import { ipv4Text } from '../addresses/address.ts';
import { type Cidr, cidrText } from '../addresses/cidr.ts';
import { isUniqueLocal } from '../addresses/ipv6-block.ts';
import type { DataplaneFacts } from '../dataplanes/dataplane.ts';
import type { ManifestPath } from '../diagnostics/diagnostic.ts';
import type { FirewallId } from '../firewalls/ids.ts';
import type { LayoutFacts, LayoutNumbers } from '../layouts/layout.ts';
import type { ComposeFile } from '../manifest/compose.ts';
import type { Host } from '../manifest/host.ts';
import type { Manifest } from '../manifest/manifest.ts';
import { networkPath } from '../manifest/network.ts';
import type { Cluster, Membership, Mesh, Node } from '../mesh/mesh.ts';
import type { DockerFrom } from '../os/ids.ts';
import type { OsFacts } from '../os/os-facts.ts';
import type { HostCredential } from '../pki/pki.ts';
import type { MetadataService } from '../providers/metadata-service.ts';
import type { StackId } from '../stacks/ids.ts';
import type { Version } from '../versions.ts';
import type { HostContainer } from './container-list.ts';
import type { HostWireguard } from './host-wireguard.ts';
import { WIREGUARD_DEVICES } from './wireguard-devices.ts';

/** All that is decided about one host before a file is written: what the parts build from. */
export interface HostPlan {
  readonly manifest: Manifest;
  /** The host as the manifest has it. */
  readonly input: Host;
  readonly cluster: Cluster;
  readonly node: Node;
  /** Those that it is in, the main one first. */
  readonly networks: readonly [HostNetwork, ...HostNetwork[]];
  readonly os: OsFacts;
  readonly dataplane: DataplaneFacts;
  readonly stack: StackId;
  readonly firewall: FirewallId;
  readonly dockerFrom: DockerFrom;
  /** Declared on it, in the manifest's order. */
  readonly containers: readonly HostContainer[];
  /** What it brings up, where it is given one. */
  readonly compose: ComposeFile | undefined;
  /** Where its tunnels run through WireGuard. */
  readonly wireguard: HostWireguard | undefined;
  /** What it shows its peers by TLS, and trusts of theirs: derived when first asked for. A file that holds the key is a secret. */
  readonly credential: () => HostCredential;
  /** What its containers are kept from, since user-data can be read there. */
  readonly keptServices: readonly MetadataService[];
  /** Of its Open vSwitch, where it has one. */
  readonly ovsVersion: Version;
}

/** A network as one host has it. */
export interface HostNetwork {
  readonly mesh: Mesh;
  /** The host's slice, mesh address and links there. */
  readonly member: Membership;
  readonly layout: LayoutFacts;
  /** What Docker gives addresses from: the slice, or its lower half where containers are declared. */
  readonly range: Cidr;
}

/** Whether meshinit joins its containers to those of other hosts: else Docker's own overlay does. */
export const hasMesh = ({ networks: [{ layout }] }: Pick<HostPlan, 'networks'>): boolean => layout.isBuilt;

export const layoutNumbers = ({ mesh, member, range }: HostNetwork): LayoutNumbers => ({
  subnet: mesh.subnet,
  slice: member.slice,
  range,
  bridge: member.bridge,
});

/** The host's address on the mesh, with the cluster's mask. */
export const meshAddress = ({ mesh, member }: HostNetwork): string =>
  `${ipv4Text(member.bridge)}/${mesh.subnet.prefix}`;

/** The address of Docker's bridge, with the mask of the network that Docker sees there. */
export function dockerAddress(network: HostNetwork): string {
  const { layout } = network;
  const numbers = layoutNumbers(network);
  return `${ipv4Text(layout.dockerAddress(numbers))}/${layout.dockerNetwork(numbers).prefix}`;
}

/** The network that Docker sees on its bridge. */
export const dockerNetwork = (network: HostNetwork): string =>
  cidrText(network.layout.dockerNetwork(layoutNumbers(network)));

/**
 * A locally administered MAC address made of a prefix and the host's mesh address, unique in the mesh.
 * 02:42 is Docker's own for containers.
 */
function macAddress(prefix: number, { member }: HostNetwork): string {
  const bytes = [0x02, prefix, ...[24, 16, 8, 0].map((shift) => (member.bridge >>> shift) & 255)];
  return bytes.map((byte) => byte.toString(16).padStart(2, '0')).join(':');
}

export const switchMac = (network: HostNetwork): string => macAddress(0x6d, network);
/** Of a tunnel device that is a port of Docker's bridge: its own, since a bridge takes what is for its ports' addresses itself. */
export const tunnelMac = (network: HostNetwork): string => macAddress(0x76, network);
export const dockerMac = (network: HostNetwork): string => macAddress(0x64, network);

/** The mesh's devices on a host, but for the links' ports: others that manage networks leave them alone. */
export const ownDevices = (plan: HostPlan): string[] => [
  ...(hasMesh(plan) ? plan.networks.flatMap((network) => devicesOf(plan, network)) : []),
  ...(plan.wireguard ? WIREGUARD_DEVICES : []),
];

export const devicesOf = ({ dataplane }: HostPlan, { mesh: { names } }: HostNetwork): string[] => [
  ...dataplane.devices(names),
  names.bridge,
  ...Object.values(names.veth ?? {}),
];

/**
 * Whether meshinit's own rule masquerades: where Docker's would do too much, as with an IPv6 prefix that needs no NAT, or,
 * kept from iptables, nothing.
 */
export const ownMasquerade = ({ os }: HostPlan, { mesh, layout }: HostNetwork): boolean =>
  mesh.masquerade && (!layout.dockerMasquerades || os.docker.iptables === false || hasRoutedIpv6(mesh));

const hasRoutedIpv6 = ({ subnet6 }: Mesh): boolean => subnet6 !== undefined && !isUniqueLocal(subnet6);

/** daemon.json keys that are not of the mesh: what the system needs, and the manifest's own. */
export const dockerDaemon = ({ os, dockerFrom, manifest }: HostPlan): Readonly<Record<string, unknown>> => ({
  ...os.docker.from[dockerFrom]?.daemon,
  ...manifest.input.docker?.daemon,
});

/** Whether Docker keeps its rules in nftables, as it can from 29 on, instead of iptables. */
export const keepsNftables = (plan: HostPlan): boolean => dockerDaemon(plan)['firewall-backend'] === 'nftables';

// Each of a thousand hosts comes from a thousand addresses: the list is made once for all its files, and goes with its links.
const peerOrigins = new WeakMap<Membership['links'], readonly ManifestPath[]>();

function peersOf({ mesh, member: { links } }: HostNetwork): readonly ManifestPath[] {
  const known = peerOrigins.get(links);
  if (known) return known;
  const made = [networkPath(mesh, 'topology'), ...links.map(({ remote }) => remote.path)];
  peerOrigins.set(links, made);
  return made;
}

/** Manifest paths that most files come from. */
export const origins = {
  host: ({ node }: HostPlan): ManifestPath => ['hosts', node.name],
  /** The peers of one network. */
  peersOf,
  /** The peers of all networks. */
  peers: ({ networks: [main, ...others] }: HostPlan): readonly ManifestPath[] =>
    others.length === 0 ? peersOf(main) : [main, ...others].flatMap(peersOf),
  networks: ({ networks }: HostPlan): readonly ManifestPath[] => networks.map(({ mesh }) => mesh.path),
  tunnels: ({ networks }: HostPlan): readonly ManifestPath[] => networks.map(({ mesh }) => networkPath(mesh, 'tunnel')),
  docker: ['docker'],
  firewall: ['firewall'],
  /** What of the firewall keeps containers from user-data, where it does: the key, or the document's secrets by themselves. */
  kept: ({ keptServices }: HostPlan): readonly ManifestPath[] => (keptServices.length === 0 ? [] : [['metadata']]),
  ovs: ['ovs'],
} as const;
