import { LINK_LOCAL } from './metadata-service.ts';
import type { Provider } from './provider.ts';

// Limit counted before base64, binary passes (EC2 user guide, instance metadata); 9001 inside a VPC, 1500 over a gateway (network_mtu). User-data over IPv6 too (EC2 user guide).
export const aws = {
  id: 'aws',
  title: 'Amazon EC2',
  userData: { limit: 16_384, counts: 'as-sent', gzip: true, base64: false, field: 'User data' },
  metadata: [LINK_LOCAL, { address: 'fd00:ec2::254' }],
  mtu: 9001,
  ignition: 'aws',
} as const satisfies Provider;
