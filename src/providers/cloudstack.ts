import type { Provider } from './provider.ts';

// 32 KB of base64 by default (vm.userdata.max.length, apache/cloudstack#8415).
export const cloudstack = {
  id: 'cloudstack',
  title: 'Apache CloudStack',
  userData: { limit: 32_768, counts: 'base64', gzip: true, base64: false, field: 'Userdata' },
  metadata: [],
  unfixedMetadata:
    'the virtual router of its network answers, at an address of its own (cloud-init DataSourceCloudStack)',
  mtu: 1500,
  ignition: 'cloudstack',
  unconfirmed: ['mtu'],
  isAnywhere: true,
} as const satisfies Provider;
