import { LINK_LOCAL } from './metadata-service.ts';
import type { Provider } from './provider.ts';

// The floor of all known limits (AWS, Linode), as plain text that survives a text box.
export const generic = {
  id: 'generic',
  title: 'Any provider',
  userData: { limit: 16_384, counts: 'as-sent', gzip: false, base64: false, field: 'user-data' },
  // All that the other providers have: a host may be at any of them.
  metadata: [
    LINK_LOCAL,
    { address: '169.254.42.42' },
    { address: '100.100.100.200' },
    { address: '168.63.129.16', ports: [80, 32_526] },
    { address: 'fd00:ec2::254' },
    { address: 'fd20:ce::254' },
    { address: 'fd00:a9fe:a9fe::1' },
    { address: 'fd00:42::42' },
    { address: 'fd00:c1::a9fe:a9fe' },
  ],
  isAnywhere: true,
} as const satisfies Provider;
