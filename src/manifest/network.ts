import { type Cidr, cidrOrNothing } from '../addresses/cidr.ts';
import type { ManifestPath } from '../diagnostics/diagnostic.ts';
import type { Layout } from '../layouts/ids.ts';
import type { LoopProtection } from '../mesh/loop-ids.ts';
import type { Family } from '../tunnels/tunnel.ts';
import type { TunnelKind } from '../tunnels/tunnels.ts';
import type { Host } from './host.ts';
import type { NetworkInput, TopologyInput } from './schema.ts';

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
  readonly input: NetworkInput;
  /** Where its members are named. */
  readonly membersPath: ManifestPath;
  /** In the manifest's order. */
  readonly members: readonly Member[];
  readonly subnet: Cidr | undefined;
  readonly layout: Layout;
  /** Prefix length of a slice, as given or by default. */
  readonly slicePrefix: number | undefined;
  /** As given; the planner knows the default. */
  readonly bridges: Cidr | undefined;
  readonly tunnel: {
    readonly kind: TunnelKind;
    /** Of the underlay: one for the whole cluster. */
    readonly family: Family;
    /** As given; the kinds know their defaults. */
    readonly key: number | undefined;
    readonly port: number | undefined;
  };
  readonly topology: TopologyInput;
  readonly loops: 'auto' | LoopProtection;
  /** Inner MTU as given, in bytes. */
  readonly mtu: number | undefined;
  readonly masquerade: boolean;
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

export const DEFAULT_SUBNET = '172.17.0.0/16';
/** A slice is the subnet's prefix and this many bits, … */
const SLICE_BITS = 8;
/** … but never smaller than 16 addresses. */
export const SMALLEST_SLICE = 28;

/** A network before its defaults are filled in. */
type WrittenNetwork = Pick<Network, 'name' | 'isMain' | 'path' | 'input' | 'membersPath' | 'members'>;

/** @param family of the underlay, which all networks share */
export function readNetwork(written: WrittenNetwork, family: Family): Network {
  const { input } = written;
  const tunnel = typeof input.tunnel === 'object' ? input.tunnel : { kind: input.tunnel ?? 'vxlan' };
  const subnet = cidrOrNothing(input.subnet ?? DEFAULT_SUBNET);
  return {
    ...written,
    subnet,
    layout: input.layout ?? 'shared',
    slicePrefix: input.slice
      ? Number(input.slice.slice(1))
      : subnet && Math.min(subnet.prefix + SLICE_BITS, SMALLEST_SLICE),
    bridges: cidrOrNothing(input.bridges),
    tunnel: { kind: tunnel.kind, family, key: tunnel.key, port: tunnel.port },
    topology: input.topology ?? 'full',
    loops: input.loops ?? 'auto',
    mtu: input.mtu,
    masquerade: input.masquerade ?? true,
  };
}

/** Its hosts, in the manifest's order. */
export const hostsOf = ({ members }: Network): Host[] => members.map(({ host }) => host);

/** Where a network's value stands in the manifest: `['network', 'tunnel', 'key']`. */
export const networkPath = ({ path }: Pick<Network, 'path'>, ...keys: ManifestPath): ManifestPath => [...path, ...keys];

/** The same for people: `network.tunnel.key`. */
export const networkKey = ({ path }: Pick<Network, 'path'>, ...keys: ManifestPath): string =>
  [...path, ...keys].join('.');
