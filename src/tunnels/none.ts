import type { TunnelKindFacts } from './tunnel.ts';

/**
 * No tunnel: packets of layout `routed` go as they are, over WireGuard or the underlay itself. Over an IPv6 underlay routes to
 * IPv4 slices have IPv6 gateways, which Linux has since 5.2 (commit d15662682db2).
 */
export const none = {
  kind: 'none',
  title: 'plain routes',
  portPrefix: 'route',
  kernel: { 4: [3, 0], 6: [5, 2] },
  headers: [],
  keyBytes: 0,
  keyMax: 0,
} as const satisfies TunnelKindFacts;
