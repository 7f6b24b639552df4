import type { Provider } from './provider.ts';

// 524,288 bytes (Broadcom's API documentation), taken as those of the base64 form; guestinfo.userdata.encoding takes base64 and gzip+base64.
export const vsphere = {
  id: 'vsphere',
  title: 'VMware vSphere',
  userData: { limit: 524_288, counts: 'base64', gzip: true, base64: true, field: 'guestinfo.userdata' },
  metadata: [],
  mtu: 1500,
  ignition: 'vmware',
  unconfirmed: ['mtu'],
  isAnywhere: true,
} as const satisfies Provider;
