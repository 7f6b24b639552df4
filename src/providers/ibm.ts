import { LINK_LOCAL } from './metadata-service.ts';
import type { Provider } from './provider.ts';

// 64 KB, MTU 1500 (ibm-cloud-docs/vpc).
export const ibm = {
  id: 'ibm',
  title: 'IBM Cloud VPC',
  userData: { limit: 65_536, counts: 'as-sent', gzip: false, base64: false, field: 'User data' },
  metadata: [LINK_LOCAL],
  mtu: 1500,
  ignition: 'ibmcloud',
  unconfirmed: ['gzip', 'base64'],
} as const satisfies Provider;
