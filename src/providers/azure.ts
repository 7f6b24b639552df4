import type { Provider } from './provider.ts';

// 65,535 bytes decoded (azure-docs, custom-data); 1500 between hosts (tcpip-performance).
export const azure = {
  id: 'azure',
  title: 'Microsoft Azure',
  userData: { limit: 65_535, counts: 'as-sent', gzip: true, base64: false, field: 'Custom data' },
  mtu: 1500,
  passes: ['vxlan', 'geneve'],
  blocks: { gre: 'Azure virtual networks drop GRE and IP-in-IP (azure-docs, virtual-networks-faq)' },
  ignition: 'azure',
} as const satisfies Provider;
