import type { Provider } from './provider.ts';

// A file on a seed disk: cloud-init sets no limit; 1 MiB keeps a mistake visible.
export const nocloud = {
  id: 'nocloud',
  title: 'NoCloud seed',
  userData: { limit: 1_048_576, counts: 'as-sent', gzip: true, base64: false, field: 'user-data (file)' },
  metadata: [],
  mtu: 1500,
  unconfirmed: ['limit', 'mtu'],
  isAnywhere: true,
} as const satisfies Provider;
