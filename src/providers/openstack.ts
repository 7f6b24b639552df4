import { LINK_LOCAL } from './metadata-service.ts';
import type { Provider } from './provider.ts';

// 65,535 bytes of base64 (Nova API, user-data). 1450 is the usual MTU of a VXLAN-backed tenant network; deployments differ.
export const openstack = {
  id: 'openstack',
  title: 'OpenStack',
  userData: { limit: 65_535, counts: 'base64', gzip: true, base64: false, field: 'Customization script' },
  metadata: [LINK_LOCAL],
  mtu: 1450,
  ignition: 'openstack',
  unconfirmed: ['mtu'],
  isAnywhere: true,
} as const satisfies Provider;
