import { LINK_LOCAL } from './metadata-service.ts';
import type { Provider } from './provider.ts';

// 65,535 bytes decoded (azure-docs, custom-data); 1500 between hosts (tcpip-performance). `userData` is at 169.254.169.254; 168.63.129.16 is the agent’s endpoint on 80 and 32526, and DNS (azure-docs, what-is-ip-address-168-63-129-16).
export const azure = {
  id: 'azure',
  title: 'Microsoft Azure',
  userData: { limit: 65_535, counts: 'as-sent', gzip: true, base64: false, field: 'Custom data' },
  metadata: [LINK_LOCAL, { address: '168.63.129.16', ports: [80, 32_526] }],
  mtu: 1500,
  passes: ['vxlan', 'geneve'],
  blocks: { gre: 'Azure virtual networks drop GRE and IP-in-IP (azure-docs, virtual-networks-faq)' },
  ignition: 'azure',
} as const satisfies Provider;
