import type { Family } from '../tunnels/tunnel.ts';
import { type TunnelKind, tunnelHeaders } from '../tunnels/tunnels.ts';

/** What one wrapping of a frame adds to it, outermost header first. */
export type HeaderLayer = readonly { readonly name: string; readonly bytes: number }[];

/** The wrappings between the underlay's MTU and the containers' packets, outermost first: one more is an entry more. */
export const headerLayers = (tunnel: {
  readonly kind: TunnelKind;
  readonly family: Family;
  readonly key: number | undefined;
}): HeaderLayer[] => [tunnelHeaders(tunnel.kind, tunnel.family, tunnel.key !== undefined)];
