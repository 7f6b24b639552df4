import type { Provider } from './provider.ts';

// 262,144 bytes for each metadata value; the VPC default MTU is 1460 (docs.cloud.google.com/vpc/docs/mtu). Base64 needs a second key, so plain text. Google's pages were read in copies only, which also say that GRE passes.
export const gcp = {
  id: 'gcp',
  title: 'Google Compute Engine',
  userData: { limit: 262_144, counts: 'as-sent', gzip: false, base64: false, field: 'user-data (metadata key)' },
  mtu: 1460,
  ignition: 'gcp',
  unconfirmed: ['limit', 'mtu'],
} as const satisfies Provider;
