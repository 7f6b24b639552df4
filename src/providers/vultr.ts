import { LINK_LOCAL } from './metadata-service.ts';
import type { Provider } from './provider.ts';

// No limit is published: this is the smallest of all known ones.
export const vultr = {
  id: 'vultr',
  title: 'Vultr',
  userData: { limit: 16_384, counts: 'as-sent', gzip: false, base64: false, field: 'Cloud-Init User-Data' },
  metadata: [LINK_LOCAL],
  mtu: 1450,
  ignition: 'vultr',
  unconfirmed: ['limit', 'mtu'],
} as const satisfies Provider;
