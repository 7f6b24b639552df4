import type { TunnelKindFacts } from './tunnel.ts';

/** GRE with an Ethernet payload: RFC 2784, the key RFC 2890. */
export const gre = {
  kind: 'gre',
  title: 'GRE',
  portPrefix: 'gre',
  ovsType: { 4: 'gre', 6: 'ip6gre' },
  kernel: { 4: [3, 11], 6: [4, 18] },
  headers: [
    { name: 'GRE', bytes: 4 },
    { name: 'Ethernet', bytes: 14 },
  ],
  keyBytes: 4,
  keyMax: 0xffff_ffff,
  protocol: 'gre',
} as const satisfies TunnelKindFacts;
