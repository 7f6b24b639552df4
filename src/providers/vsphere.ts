import type { Provider } from './provider.ts';

// 64 KiB of guestinfo (vmware-tanzu/vm-operator#138); guestinfo.userdata.encoding takes base64 and gzip+base64.
export const vsphere = {
  id: 'vsphere',
  title: 'VMware vSphere',
  userData: { limit: 65_536, counts: 'base64', gzip: true, base64: true, field: 'guestinfo.userdata' },
  mtu: 1500,
  ignition: 'vmware',
} as const satisfies Provider;
