import type { Provider } from './provider.ts';

// The floor of all known limits (AWS, Linode), as plain text that survives a text box.
export const generic = {
  id: 'generic',
  title: 'Any provider',
  userData: { limit: 16_384, counts: 'as-sent', gzip: false, base64: false, field: 'user-data' },
  isAnywhere: true,
} as const satisfies Provider;
