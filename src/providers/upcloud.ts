import { LINK_LOCAL } from './metadata-service.ts';
import type { Provider } from './provider.ts';

// No limit is published: this is the smallest of all known ones.
export const upcloud = {
  id: 'upcloud',
  title: 'UpCloud',
  userData: { limit: 16_384, counts: 'as-sent', gzip: false, base64: false, field: 'Initialization script' },
  metadata: [LINK_LOCAL],
  mtu: 1500,
  ignition: 'upcloud',
  unconfirmed: ['limit', 'mtu'],
} as const satisfies Provider;
