import { LINK_LOCAL } from './metadata-service.ts';
import type { Provider } from './provider.ts';

// 262,144 bytes for each metadata value; the VPC default MTU is 1460 (docs.cloud.google.com/vpc/docs/mtu). Base64 needs a second key, so plain text. Google's pages were read in copies only, which also say that GRE passes.
export const gcp = {
  id: 'gcp',
  title: 'Google Compute Engine',
  userData: { limit: 262_144, counts: 'as-sent', gzip: false, base64: false, field: 'user-data (metadata key)' },
  metadata: [LINK_LOCAL, { address: 'fd20:ce::254' }],
  mtu: 1460,
  ignition: 'gcp',
  unconfirmed: ['limit', 'mtu'],
} as const satisfies Provider;
