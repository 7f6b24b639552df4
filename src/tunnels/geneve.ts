import type { TunnelKindFacts } from './tunnel.ts';

/** Geneve without options: RFC 8926; UDP port 6081 is IANA's. */
export const geneve = {
  kind: 'geneve',
  title: 'Geneve',
  portPrefix: 'geneve',
  ovsType: { 4: 'geneve', 6: 'geneve' },
  kernel: { 4: [3, 18], 6: [4, 4] },
  headers: [
    { name: 'UDP', bytes: 8 },
    { name: 'Geneve', bytes: 8 },
    { name: 'Ethernet', bytes: 14 },
  ],
  keyBytes: 0,
  keyMax: 0xff_ffff,
  defaultKey: 0,
  defaultPort: 6081,
  protocol: 'udp',
} as const satisfies TunnelKindFacts;
