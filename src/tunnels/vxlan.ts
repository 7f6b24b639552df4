import type { TunnelKindFacts } from './tunnel.ts';

/** VXLAN: RFC 7348; UDP port 4789 is IANA's, 8472 was Linux's before. */
export const vxlan = {
  kind: 'vxlan',
  title: 'VXLAN',
  portPrefix: 'vxlan',
  ovsType: { 4: 'vxlan', 6: 'vxlan' },
  kernel: { 4: [3, 12], 6: [4, 3] },
  headers: [
    { name: 'UDP', bytes: 8 },
    { name: 'VXLAN', bytes: 8 },
    { name: 'Ethernet', bytes: 14 },
  ],
  keyBytes: 0,
  keyMax: 0xff_ffff,
  defaultKey: 0,
  defaultPort: 4789,
  protocol: 'udp',
} as const satisfies TunnelKindFacts;
