import { LINK_LOCAL } from './metadata-service.ts';
import type { Provider } from './provider.ts';

// 32 KiB (API reference, create_server); cloud-init's data source decodes base64; private networks have 1450 (kube-hetzner); its firewall has rules for UDP and GRE (hcloud provider).
export const hetzner = {
  id: 'hetzner',
  title: 'Hetzner Cloud',
  userData: { limit: 32_768, counts: 'as-sent', gzip: false, base64: true, field: 'Cloud config' },
  metadata: [LINK_LOCAL],
  mtu: 1450,
  passes: ['gre', 'vxlan', 'geneve'],
  ignition: 'hetzner',
} as const satisfies Provider;
