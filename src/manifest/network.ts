import type { AddressRange } from '../addresses/address-range.ts';
import { type Cidr, cidrOrNothing } from '../addresses/cidr.ts';
import { parseIpv6Block } from '../addresses/ipv6-block.ts';
import type { ManifestPath } from '../diagnostics/diagnostic.ts';
import type { Layout } from '../layouts/ids.ts';
import type { LoopProtection } from '../mesh/loop-ids.ts';
import type { Family } from '../tunnels/tunnel.ts';
import type { TunnelKind } from '../tunnels/tunnels.ts';
import type { Host } from './host.ts';
import type { FurtherInput, TopologyInput } from './network-schema.ts';
import type { ManifestInput, NetworkInput } from './schema.ts';

/**
 * A network as the manifest describes it, defaults filled in: all that rules and planner know of it. A value that could
 * not be read is undefined: the rule for it says why.
 */
export interface Network {
  /** `network` for the main one. */
  readonly name: string;
  /** Whether it is the one that every host is in. */
  readonly isMain: boolean;
  /** Where the manifest describes it. */
  readonly path: ManifestPath;
  readonly input: WrittenKeys;
  /** Where its members are named. */
  readonly membersPath: ManifestPath;
  /** In the manifest's order. */
  readonly members: readonly Member[];
  readonly subnet: Cidr | undefined;
  /** The block as given, or that the planner is to choose one; undefined where containers have no IPv6. */
  readonly subnet6: AddressRange | 'auto' | undefined;
  readonly layout: Layout;
  /** Prefix length of a slice, as given or by default. */
  readonly slicePrefix: number | undefined;
  /** As given; the planner knows the default. */
  readonly bridges: Cidr | undefined;
  readonly tunnel: {
    readonly kind: TunnelKind;
    /** Where the manifest names the kind, be it for the main network; undefined where it is the default. */
    readonly kindPath: ManifestPath | undefined;
    /** Of the underlay: one for the whole cluster. */
    readonly family: Family;
    /** As given; a further network's default is the planner's to choose, the main one's is the kind's. */
    readonly key: number | undefined;
    /** Whether its packets bear a key: given, or chosen by the planner. */
    readonly isKeyed: boolean;
    readonly port: number | undefined;
    /** Where WireGuard carries it: the underlay's family; `family` is that of the WireGuard addresses. */
    readonly encryptedOver?: Family;
  };
  readonly topology: TopologyInput;
  readonly loops: 'auto' | LoopProtection;
  /** Inner MTU as given, in bytes. */
  readonly mtu: number | undefined;
  readonly masquerade: boolean;
  /** The name of its Docker network; `bridge` is Docker's default one. */
  readonly docker: string;
  /** The network whose tunnels it uses, and the 802.1Q tag that its frames have in them. */
  readonly carrier: { readonly network: Network; readonly vlan: number } | undefined;
  /** Whether its containers reach each other alone. */
  readonly internal: boolean;
}

/** A host in a network, with what the manifest pins for it there. */
export interface Member {
  readonly host: Host;
  /** Where its pins stand. */
  readonly path: ManifestPath;
  /** Pinned range. */
  readonly slice: Cidr | undefined;
  /** Pinned mesh address, an IPv4 number. */
  readonly bridge: number | undefined;
}

/** The keys of a main network or of a further one, as written. */
type WrittenKeys = Omit<FurtherInput, 'subnet'> & Omit<NetworkInput, 'tunnel'>;

type TunnelKeys = Exclude<WrittenKeys['tunnel'], string | undefined>;

/** The keys of the main network; none where there is none. */
export const mainKeys = ({ network = {} }: Pick<ManifestInput, 'network'>): NetworkInput =>
  network === 'none' ? {} : network;

/** Whether the cluster has no network of meshinit's. */
export const isWithout = ({ network }: Pick<ManifestInput, 'network'>): boolean => network === 'none';

export const DEFAULT_SUBNET = '172.17.0.0/16';
/** Docker's default network. */
export const DEFAULT_DOCKER = 'bridge';
/** A slice is the subnet's prefix and this many bits, … */
const SLICE_BITS = 8;
/** … but never smaller than 16 addresses. */
export const SMALLEST_SLICE = 28;

/** A network before its defaults are filled in. */
type WrittenNetwork = Pick<Network, 'name' | 'isMain' | 'path' | 'input' | 'membersPath' | 'members'>;

/**
 * @param family of the underlay, which all networks share
 * @param main of a further network: where its defaults come from
 */
export function readNetwork(written: WrittenNetwork, family: Family, main?: Network): Network {
  const { input } = written;
  const subnet = cidrOrNothing(written.isMain ? (input.subnet ?? DEFAULT_SUBNET) : input.subnet);
  const carrier = main && input.vlan !== undefined ? { network: main, vlan: input.vlan } : undefined;
  return {
    ...written,
    subnet,
    subnet6: readSubnet6(input.subnet6),
    layout: input.layout ?? 'shared',
    slicePrefix: input.slice
      ? Number(input.slice.slice(1))
      : subnet && Math.min(subnet.prefix + SLICE_BITS, SMALLEST_SLICE),
    bridges: cidrOrNothing(input.bridges),
    tunnel: carrier ? carrier.network.tunnel : readTunnel(written, family, main),
    topology: carrier ? carrier.network.topology : (input.topology ?? 'full'),
    loops: carrier ? carrier.network.loops : (input.loops ?? 'auto'),
    mtu: input.mtu,
    masquerade: input.masquerade ?? true,
    docker: written.isMain ? (input.docker ?? DEFAULT_DOCKER) : written.name,
    carrier,
    internal: input.internal ?? false,
  };
}

/** Numbers that no packet bears (RFC 1112, class E), for what every host of a cluster without a network has a place in. */
export const NUMBERED = { subnet: '240.0.0.0/4', bridges: '240.0.0.0/6', slice: '/32' };

/** What is in the place of the main network where there is none: every host is every other's peer, and nothing is built. */
export const withoutNetwork = (written: WrittenNetwork, family: Family): Network => ({
  ...readNetwork({ ...written, input: { ...NUMBERED, tunnel: 'none', masquerade: false } }, family),
  layout: 'none',
});

function readSubnet6(text: string | undefined): Network['subnet6'] {
  if (text === undefined || text === 'none') return undefined;
  if (text === 'auto') return text;
  const block = parseIpv6Block(text);
  return 'fault' in block ? undefined : block;
}

/** To FRR 0 means every VXLAN network: of 30 starts 6 left the host's own address unannounced (8.4.4), of 30 with another key none. */
const ANNOUNCED_KEY = 1;

const isAnnounced = ({ control }: WrittenKeys): boolean => typeof control === 'object';

function readTunnel({ input, isMain, path }: WrittenNetwork, family: Family, main?: Network): Network['tunnel'] {
  const isMap = typeof input.tunnel === 'object';
  const given: TunnelKeys = typeof input.tunnel === 'string' ? { kind: input.tunnel } : (input.tunnel ?? {});
  const kind = given.kind ?? main?.tunnel.kind ?? 'vxlan';
  const kindPath = given.kind ? [...path, 'tunnel', ...(isMap ? ['kind'] : [])] : main?.tunnel.kindPath;
  // One socket serves all networks of a kind: who moves the main one's port moves theirs.
  const port = given.port ?? (main?.tunnel.kind === kind ? main.tunnel.port : undefined);
  const key = given.key ?? (isMain && isAnnounced(input) ? ANNOUNCED_KEY : undefined);
  return { kind, kindPath, family, key, isKeyed: !isMain || given.key !== undefined, port };
}

/** Its hosts, in the manifest's order. */
export const hostsOf = ({ members }: Network): Host[] => members.map(({ host }) => host);

/** Where a network's value stands in the manifest: `['network', 'tunnel', 'key']`. */
export const networkPath = ({ path }: Pick<Network, 'path'>, ...keys: ManifestPath): ManifestPath => [...path, ...keys];

/** The same for people: `network.tunnel.key`. */
export const networkKey = ({ path }: Pick<Network, 'path'>, ...keys: ManifestPath): string =>
  [...path, ...keys].join('.');
