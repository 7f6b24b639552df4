import { LINK_LOCAL } from './metadata-service.ts';
import type { Provider } from './provider.ts';

// 64 KiB, must be plain text (digitalocean/openapi droplet_create.yml).
export const digitalocean = {
  id: 'digitalocean',
  title: 'DigitalOcean',
  userData: { limit: 65_536, counts: 'as-sent', gzip: false, base64: false, field: 'User data' },
  metadata: [LINK_LOCAL],
  mtu: 1500,
  passes: ['vxlan', 'geneve'],
  fragile: { gre: 'a DigitalOcean cloud firewall passes only TCP, UDP and ICMP, and drops GRE' },
  ignition: 'digitalocean',
  unconfirmed: ['mtu'],
} as const satisfies Provider;
