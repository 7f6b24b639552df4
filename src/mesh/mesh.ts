import type { Address } from '../addresses/address.ts';
import type { Cidr } from '../addresses/cidr.ts';
import type { HostAddress } from '../addresses/host-address.ts';
import type { ManifestPath } from '../diagnostics/diagnostic.ts';
import type { Layout } from '../layouts/ids.ts';
import type { TopologyInput } from '../manifest/network-schema.ts';
import type { Underlay } from '../manifest/underlays.ts';
import type { Opening } from '../tunnels/opening.ts';
import type { Family } from '../tunnels/tunnel.ts';
import type { TunnelKind } from '../tunnels/tunnels.ts';
import type { LoopProtection } from './loop-ids.ts';
import type { NetworkNames } from './network-names.ts';
import type { PlannedContainer, PlannedService } from './planned-container.ts';
import type { PlannedOverlay } from './planned-overlay.ts';
import type { Subnet6 } from './subnet6.ts';

/** A topology that says which links there are. */
export type Topology = Exclude<TopologyInput, 'auto'>;

/** The numbers of a cluster, independent of any operating system. */
export interface Cluster {
  readonly name: string;
  /** In the manifest's order. */
  readonly nodes: readonly Node[];
  /** The main one first. */
  readonly networks: readonly [Mesh, ...Mesh[]];
  /** In the manifest's order. */
  readonly containers: readonly PlannedContainer[];
  /** Of Compose files, by the order of their hosts. */
  readonly services: readonly PlannedService[];
  /** Where the tunnels of all networks run between WireGuard addresses. */
  readonly encryption?: Encryption;
  /** Docker's own overlay. */
  readonly overlay?: PlannedOverlay;
  /** Where hosts announce addresses to each other; else they learn them from frames. */
  readonly control?: Control;
  /** That names of hosts and containers are below, where they are found by name. */
  readonly domain?: string;
}

/** BGP EVPN between the hosts of a cluster, for all of its networks. */
export interface Control {
  readonly kind: 'evpn';
  /** Autonomous system, which all hosts are of. */
  readonly as: number;
  /** Names of hosts: all others have a session to each of them. */
  readonly reflectors: readonly string[];
  /** Where new hosts are let in from before anybody knows their addresses. */
  readonly range: Cidr | undefined;
}

export interface Encryption {
  readonly kind: 'wireguard';
  /** What WireGuard addresses are taken from. */
  readonly range: string;
  readonly family: Family;
  /** UDP port of even generations; odd ones have the next. */
  readonly port: number;
  /** Generations of keys that hosts have at once, the newest last: one, or two while they change. */
  readonly generations: readonly [number, ...number[]];
}

/** A host as such, whatever networks it is in. */
export interface Node {
  readonly name: string;
  /** 1 and up, kept by the lock: a host's place in rings and in the numbers of links. */
  readonly number: number;
  /** As `address` in the manifest, for people: no packet need ever bear it. */
  readonly address: HostAddress;
  /** Where hosts of its own site reach it. */
  readonly inside: Underlay;
  /** Where hosts of other sites reach it. */
  readonly outside: Underlay;
  /** The one address that its tunnels come from; undefined where it has several, or a name: then the kernel chooses. */
  readonly source: Address | undefined;
  readonly site: string | undefined;
  /** Underlay MTU, in bytes. */
  readonly mtu: number;
  readonly wireguard?: NodeWireguard;
}

export interface NodeWireguard {
  readonly address: Address;
  /** What its keys are derived by; undefined where it has its own pair. */
  readonly id: string | undefined;
  /** A key for each generation of the cluster's. */
  readonly keys: readonly NodeKey[];
  /** Whether no peer reaches it first: it is behind NAT. */
  readonly isHidden: boolean;
}

export interface NodeKey {
  /** Of the host's own count, which a cluster's generation may pass over; undefined of its own pair. */
  readonly generation: number | undefined;
  /** In base64; undefined where nobody has made it yet: a host that is new, and no seed. */
  readonly publicKey: string | undefined;
}

/** A network of the cluster: one Ethernet segment over its tunnels. */
export interface Mesh {
  /** `network` for the main one. */
  readonly name: string;
  /** Where the manifest describes it. */
  readonly path: ManifestPath;
  /** What it is called on its hosts. */
  readonly names: NetworkNames;
  readonly layout: Layout;
  /** The containers' network. */
  readonly subnet: Cidr;
  /** Where containers have IPv6 too. */
  readonly subnet6: Subnet6 | undefined;
  /** The range that mesh addresses come from. */
  readonly bridges: Cidr;
  readonly slicePrefix: number;
  readonly tunnel: MeshTunnel;
  /** What each host lets in from its peers alone. */
  readonly openings: readonly Opening[];
  readonly topology: {
    readonly topology: Topology;
    /** One line for people, where the manifest leaves the choice; else ''. */
    readonly why: string;
  };
  readonly loops: { readonly kind: LoopProtection /** One line for people. */; readonly why: string };
  readonly mtu: MeshMtu;
  /** Never of an internal one, which nothing leaves. */
  readonly masquerade: boolean;
  readonly docker: string;
  readonly vlan: number | undefined;
  readonly internal: boolean;
  /** In the manifest's order. */
  readonly members: readonly Membership[];
  /** Made when asked for: a full mesh of ten thousand has fifty million, which nothing holds at once. */
  readonly links: readonly Link[];
  readonly linkCount: number;
}

export interface MeshTunnel {
  readonly kind: TunnelKind;
  readonly family: Family;
  readonly key: number | undefined;
  /** UDP port, or undefined for GRE. */
  readonly port: number | undefined;
  /** Where WireGuard carries it: the underlay's family. */
  readonly encryptedOver?: Family;
}

/** The inner MTU and how it came about. */
export interface MeshMtu {
  /** What every interface of the mesh gets, in bytes. */
  readonly value: number;
  /** The largest that every link carries, in bytes: `value` unless the manifest asks for less. */
  readonly computed: number;
  /** The host whose underlay is narrowest. */
  readonly narrowest: string;
  /** Its underlay MTU, in bytes. */
  readonly underlay: number;
  /** What comes off it, outermost first. */
  readonly headers: readonly { readonly name: string; readonly bytes: number }[];
}

/** What a member knows of another. No underlay address: which of several leads there, a link alone says. */
export interface Peer {
  readonly name: string;
  readonly number: number;
  /** The containers' range of this host. */
  readonly slice: Cidr;
  /** Its address on the mesh, an IPv4 number. */
  readonly bridge: number;
}

/** A host in one network. */
export interface Membership extends Peer {
  readonly node: Node;
  readonly linkCount: number;
  /** Its links, by number. Made when asked for. */
  readonly links: readonly HostLink[];
}

/** A link from one end. */
export interface HostLink {
  /** Port and interface name, alike at both ends: `vxlan3`. */
  readonly name: string;
  readonly number: number;
  readonly peer: Peer;
  /** Where this end reaches the other, and where the other's packets come from. */
  readonly remote: Underlay;
  /** With encryption: where WireGuard's packets go, undefined for a peer behind NAT. */
  readonly underlay?: Underlay | undefined;
}

export interface Link {
  readonly name: string;
  readonly number: number;
  readonly hosts: readonly [string, string];
}
