import { isPublic } from '../addresses/special-ranges.ts';
import type { Host } from '../manifest/manifest.ts';
import { providerOf } from '../providers/providers.ts';
import { tunnelHeaders } from '../tunnels/tunnels.ts';
import type { MeshMtu, MeshTunnel } from './mesh.ts';

/** Ethernet's payload: what every network carries, the internet included. */
const ETHERNET_MTU = 1500;

/** A host's underlay MTU in bytes: as given, else the provider's, and never more than 1500 over the internet. */
export function underlayMtu(host: Host): number {
  if (host.mtu !== undefined) return host.mtu;
  const figure = providerOf(host.provider).mtu ?? ETHERNET_MTU;
  return host.address && isPublic(host.address) ? Math.min(figure, ETHERNET_MTU) : figure;
}

/** The mesh is one Ethernet segment, so one MTU holds for all: that of its narrowest link. */
export function meshMtu(hosts: readonly Host[], tunnel: MeshTunnel, wanted: number | undefined): MeshMtu {
  const headers = tunnelHeaders(tunnel.kind, tunnel.family, tunnel.key !== undefined);
  let narrowest = { name: '', underlay: Number.POSITIVE_INFINITY };
  for (const host of hosts) {
    const underlay = underlayMtu(host);
    if (underlay < narrowest.underlay) narrowest = { name: host.name, underlay };
  }
  const computed = headers.reduce((rest, header) => rest - header.bytes, narrowest.underlay);
  return { value: wanted ?? computed, computed, narrowest: narrowest.name, underlay: narrowest.underlay, headers };
}

/** The arithmetic as people check it: `1500 − 20 − 4 − 14 = 1462`. */
export function mtuArithmetic({ underlay, headers, computed }: MeshMtu): string {
  return `${[underlay, ...headers.map((header) => header.bytes)].join(' − ')} = ${computed}`;
}
