import type { Provider } from './provider.ts';

// 16 KB before encoding (ECS user guide, older text).
export const alibaba = {
  id: 'alibaba',
  title: 'Alibaba Cloud ECS',
  userData: { limit: 16_384, counts: 'as-sent', gzip: false, base64: false, field: 'User Data' },
  metadata: [{ address: '100.100.100.200' }],
  mtu: 1500,
  ignition: 'aliyun',
  unconfirmed: ['mtu', 'gzip', 'base64'],
} as const satisfies Provider;
