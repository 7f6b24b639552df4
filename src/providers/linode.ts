import { LINK_LOCAL } from './metadata-service.ts';
import type { Provider } from './provider.ts';

// 16,384 bytes decoded (cluster-api-provider-linode); gzip only from cloud-init 24.3.1 on.
export const linode = {
  id: 'linode',
  title: 'Akamai Linode',
  userData: { limit: 16_384, counts: 'as-sent', gzip: false, base64: false, field: 'Add User Data' },
  metadata: [LINK_LOCAL, { address: 'fd00:a9fe:a9fe::1' }],
  mtu: 1500,
  ignition: 'akamai',
  unconfirmed: ['mtu'],
} as const satisfies Provider;
