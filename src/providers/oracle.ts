import { LINK_LOCAL } from './metadata-service.ts';
import type { Provider } from './provider.ts';

// 32,000 bytes of metadata together, after base64; MTU 9000 (cloud-init DataSourceOracle).
export const oracle = {
  id: 'oracle',
  title: 'Oracle Cloud Infrastructure',
  userData: { limit: 32_000, counts: 'base64', gzip: true, base64: false, field: 'user_data (metadata)' },
  metadata: [LINK_LOCAL, { address: 'fd00:c1::a9fe:a9fe' }],
  mtu: 9000,
  ignition: 'oraclecloud',
} as const satisfies Provider;
