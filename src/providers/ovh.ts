import { LINK_LOCAL } from './metadata-service.ts';
import type { Provider } from './provider.ts';

// OpenStack Nova: 65,535 bytes of base64 (Nova API, user-data).
export const ovh = {
  id: 'ovh',
  title: 'OVHcloud Public Cloud',
  userData: { limit: 65_535, counts: 'base64', gzip: true, base64: false, field: 'Post-installation script' },
  metadata: [LINK_LOCAL],
  mtu: 1500,
  ignition: 'openstack',
  unconfirmed: ['mtu'],
} as const satisfies Provider;
