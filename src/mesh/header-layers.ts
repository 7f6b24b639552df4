import type { Family } from '../tunnels/tunnel.ts';
import { type TunnelKind, tunnelHeaders } from '../tunnels/tunnels.ts';

/** What one wrapping of a frame adds to it, outermost header first. */
export type HeaderLayer = readonly { readonly name: string; readonly bytes: number }[];

/** The wrappings between the underlay's MTU and the containers' packets, outermost first: one more is an entry more. */
export const headerLayers = (tunnel: {
  readonly kind: TunnelKind;
  readonly family: Family;
  readonly isKeyed: boolean;
}): HeaderLayer[] => [tunnelHeaders(tunnel.kind, tunnel.family, tunnel.isKeyed)];

/** A tag of IEEE 802.1Q inside a tunnel. */
export const TAG = { name: '802.1Q', bytes: 4 } as const;
