import type { Family } from '../tunnels/tunnel.ts';
import { type TunnelKind, tunnelHeaders } from '../tunnels/tunnels.ts';

/** What one wrapping of a frame adds to it, outermost header first. */
export type HeaderLayer = readonly { readonly name: string; readonly bytes: number }[];

/** The wrappings between the underlay's MTU and the containers' packets, outermost first: one more is an entry more. */
export const headerLayers = (tunnel: {
  readonly kind: TunnelKind;
  readonly family: Family;
  readonly isKeyed: boolean;
  readonly encryptedOver?: Family;
}): HeaderLayer[] => [
  ...(tunnel.encryptedOver === undefined ? [] : [wireguardHeaders(tunnel.encryptedOver)]),
  tunnelHeaders(tunnel.kind, tunnel.family, tunnel.isKeyed),
];

/** What WireGuard adds to a packet, outermost header first: its own is type, index, counter and tag (wireguard.com/protocol). */
export const wireguardHeaders = (underlay: Family): HeaderLayer => [
  { name: `IPv${underlay}`, bytes: underlay === 4 ? 20 : 40 },
  { name: 'UDP', bytes: 8 },
  { name: 'WireGuard', bytes: 32 },
];

/** A tag of IEEE 802.1Q inside a tunnel. */
export const TAG = { name: '802.1Q', bytes: 4 } as const;
