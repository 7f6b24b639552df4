import { LINK_LOCAL } from './metadata-service.ts';
import type { Provider } from './provider.ts';

// Base64 shorter than 32,768; gzip passes (Terraform provider, pkg/utils).
export const exoscale = {
  id: 'exoscale',
  title: 'Exoscale',
  userData: { limit: 32_767, counts: 'base64', gzip: true, base64: false, field: 'User Data' },
  metadata: [LINK_LOCAL],
  mtu: 1500,
  ignition: 'exoscale',
  unconfirmed: ['mtu'],
} as const satisfies Provider;
