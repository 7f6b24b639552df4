import type { Provider } from './provider.ts';

// 16,384 bytes decoded (cluster-api-provider-linode); gzip only from cloud-init 24.3.1 on.
export const linode = {
  id: 'linode',
  title: 'Akamai Linode',
  userData: { limit: 16_384, counts: 'as-sent', gzip: false, base64: false, field: 'Add User Data' },
  mtu: 1500,
  ignition: 'akamai',
  unconfirmed: ['mtu'],
} as const satisfies Provider;
