import type { Provider } from './provider.ts';

// 127,998 characters (Terraform provider); plain text only, gzip cannot be used (use-cloud-init).
export const scaleway = {
  id: 'scaleway',
  title: 'Scaleway',
  userData: { limit: 127_998, counts: 'as-sent', gzip: false, base64: false, field: 'cloud-init' },
  metadata: [{ address: '169.254.42.42' }, { address: 'fd00:42::42' }],
  mtu: 1500,
  ignition: 'scaleway',
  unconfirmed: ['mtu'],
} as const satisfies Provider;
