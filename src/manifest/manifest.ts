import { type Address, parseAddress } from '../addresses/address.ts';
import { type Cidr, parseCidr } from '../addresses/cidr.ts';
import { type HostAddress, parseHostAddress } from '../addresses/host-address.ts';
import type { Layout } from '../layouts/ids.ts';
import type { LoopProtection } from '../mesh/loop-ids.ts';
import type { OsId } from '../os/ids.ts';
import type { ProviderId } from '../providers/providers.ts';
import type { Family } from '../tunnels/tunnel.ts';
import type { TunnelKind } from '../tunnels/tunnels.ts';
import type { HostInput, ManifestInput, TopologyInput } from './schema.ts';

/**
 * The manifest with its defaults filled in and its texts read. A value that could not be read is undefined:
 * the rule for it says why, and the planner runs only where no rule found an error.
 */
export interface Manifest {
  readonly input: ManifestInput;
  readonly name: string;
  /** In the manifest's order. */
  readonly hosts: readonly Host[];
  readonly subnet: Cidr | undefined;
  readonly layout: Layout;
  /** Prefix length of a slice, as given or by default. */
  readonly slicePrefix: number | undefined;
  /** As given; the planner knows the default. */
  readonly bridges: Cidr | undefined;
  readonly tunnel: { readonly kind: TunnelKind; readonly key: number | undefined; readonly port: number | undefined };
  readonly topology: TopologyInput;
  readonly loops: 'auto' | LoopProtection;
  readonly masquerade: boolean;
}

export interface Host {
  readonly name: string;
  readonly input: HostInput;
  readonly os: OsId | undefined;
  readonly provider: ProviderId;
  readonly address: HostAddress | undefined;
  /** Where it stands; hosts that name no place stand at one together. */
  readonly site: string | undefined;
  /** Addresses that take the place of `address`: for hosts of its own site, and for those of others. */
  readonly addresses: { readonly private: HostAddress | undefined; readonly public: HostAddress | undefined };
  /** Underlay MTU as given, in bytes. */
  readonly mtu: number | undefined;
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

/**
 * @param hostNames the hosts in the order of the text, where that is known
 * @param provider takes the place of `defaults.provider`
 */
export function readManifest(
  given: ManifestInput,
  hostNames = Object.keys(given.hosts),
  provider: ProviderId | undefined = given.defaults?.provider,
): Manifest {
  const input = provider === undefined ? given : { ...given, defaults: { ...given.defaults, provider } };
  const network = input.network ?? {};
  const tunnel = typeof network.tunnel === 'object' ? network.tunnel : { kind: network.tunnel ?? 'vxlan' };
  const subnet = cidrOrNothing(network.subnet ?? DEFAULT_SUBNET);
  const family = familyOf(input);
  return {
    input,
    name: input.name ?? 'mesh',
    hosts: hostNames.flatMap((name) => {
      // A host that was left out may have the name `constructor`.
      const host = Object.hasOwn(input.hosts, name) ? input.hosts[name] : undefined;
      return host ? [readHost(name, host, input, family)] : [];
    }),
    subnet,
    layout: network.layout ?? 'shared',
    slicePrefix: network.slice
      ? Number(network.slice.slice(1))
      : subnet && Math.min(subnet.prefix + SLICE_BITS, SMALLEST_SLICE),
    bridges: cidrOrNothing(network.bridges),
    tunnel: { kind: tunnel.kind, key: tunnel.key, port: tunnel.port },
    topology: network.topology ?? 'full',
    loops: network.loops ?? 'auto',
    masquerade: network.masquerade ?? true,
  };
}

function readHost(name: string, input: HostInput, { defaults = {} }: ManifestInput, family: Family): Host {
  const bridge = addressOrNothing(input.bridge);
  return {
    name,
    input,
    os: input.os ?? defaults.os,
    provider: input.provider ?? defaults.provider ?? 'generic',
    address: hostAddressOrNothing(input.address, family),
    site: input.site,
    addresses: {
      private: hostAddressOrNothing(input.addresses?.private, family),
      public: hostAddressOrNothing(input.addresses?.public, family),
    },
    mtu: input.mtu ?? defaults.mtu,
    slice: cidrOrNothing(input.slice),
    bridge: bridge?.family === 4 ? Number(bridge.value) : undefined,
  };
}

/** What a name's answers are to be: of the family of the first address that is none. */
export function familyOf({ hosts }: ManifestInput): Family {
  for (const { address, addresses = {} } of Object.values(hosts)) {
    for (const text of [address, addresses.private, addresses.public]) {
      const read = addressOrNothing(text);
      if (read) return read.family;
    }
  }
  return 4;
}

function hostAddressOrNothing(text: string | undefined, family: Family): HostAddress | undefined {
  if (text === undefined) return undefined;
  const address = parseHostAddress(text, family);
  return 'fault' in address ? undefined : address;
}

function addressOrNothing(text: string | undefined): Address | undefined {
  if (text === undefined) return undefined;
  const address = parseAddress(text);
  return 'fault' in address ? undefined : address;
}

function cidrOrNothing(text: string | undefined): Cidr | undefined {
  if (text === undefined) return undefined;
  const block = parseCidr(text);
  return 'fault' in block ? undefined : block;
}
