import { isNamed } from '../addresses/host-address.ts';
import { isPublic } from '../addresses/special-ranges.ts';
import type { Host } from '../manifest/host.ts';
import { hostsOf, type Network, networkKey } from '../manifest/network.ts';
import { hasSites, insideOf, outsideOf, type Underlay } from '../manifest/underlays.ts';
import { providerOf } from '../providers/providers.ts';
import { headerLayers, TAG } from './header-layers.ts';
import type { MeshMtu } from './mesh.ts';

/** Ethernet's payload: what every network carries, the internet included. */
const ETHERNET_MTU = 1500;

/** An underlay MTU in bytes at one of a host's addresses: as given, else the provider's; on the internet at most 1500. */
function mtuAt(host: Host, underlay: Underlay | undefined): number {
  // A name may lead over the internet as well.
  const isOnInternet = underlay !== undefined && (isNamed(underlay.address) || isPublic(underlay.address));
  // What is said of a host with several networks is the private one's.
  if (host.mtu !== undefined && !(isOnInternet && host.addresses.private)) return host.mtu;
  const figure = host.mtu ?? providerOf(host.provider).mtu ?? ETHERNET_MTU;
  return isOnInternet ? Math.min(figure, ETHERNET_MTU) : figure;
}

/** A host's underlay MTU in bytes: the least of the networks that its tunnels take. */
export function underlayMtu(host: Host, sites: boolean): number {
  const inside = mtuAt(host, insideOf(host));
  return sites ? Math.min(inside, mtuAt(host, outsideOf(host))) : inside;
}

/** A network is one Ethernet segment, so one MTU holds for all: that of its narrowest link. */
export function meshMtu(network: Network): MeshMtu {
  const { carrier } = network;
  const { narrowest, underlay, headers } = carrier ? carriedBy(carrier.network) : ownTunnels(network);
  const computed = headers.reduce((rest, header) => rest - header.bytes, underlay);
  return { value: network.mtu ?? computed, computed, narrowest, underlay, headers };
}

type Way = Pick<MeshMtu, 'narrowest' | 'underlay' | 'headers'>;

function ownTunnels(network: Network): Way {
  const hosts = hostsOf(network);
  let narrowest = { name: '', underlay: Number.POSITIVE_INFINITY };
  const sites = hasSites(hosts);
  for (const host of hosts) {
    const underlay = underlayMtu(host, sites);
    if (underlay < narrowest.underlay) narrowest = { name: host.name, underlay };
  }
  return { narrowest: narrowest.name, underlay: narrowest.underlay, headers: headerLayers(network.tunnel).flat() };
}

/** A tag takes 4 bytes off what its carrier gives, be that less than the carrier's tunnels could bear. */
function carriedBy(carrier: Network): Way {
  const { value, computed, headers, ...way } = meshMtu(carrier);
  const lowered = value < computed ? [{ name: networkKey(carrier, 'mtu'), bytes: computed - value }] : [];
  return { ...way, headers: [...headers, ...lowered, TAG] };
}

/** The arithmetic as people check it: `1500 − 20 − 4 − 14 = 1462`. */
export function mtuArithmetic({ underlay, headers, computed }: MeshMtu): string {
  return `${[underlay, ...headers.map((header) => header.bytes)].join(' − ')} = ${computed}`;
}
