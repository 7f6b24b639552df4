import { example } from '../example.ts';
import type { Rule } from '../rule.ts';

const HOST =
  'host1: { address: 10.0.0.11, wireguard: { public_key: hIgo9xNzJMWLKASShiTqIybxZ0U3wGLiUeJ1PKf8ykw=, key_file: /etc/mesh.key } }';

export const idleWireguard = {
  law: {
    code: 'MI0663',
    severity: 'warning',
    title: 'A host’s WireGuard key needs encryption.',
    explanation: 'Without encryption: wireguard the tunnels travel in the clear, and nothing uses the key.',
    wrong: example([HOST]),
    right: example([HOST], 'encryption: wireguard\n'),
  },
  check({ manifest, isBroken, report }) {
    if (manifest.encryption || isBroken(['encryption'])) return;
    for (const { name, input } of manifest.hosts) {
      if (!input.wireguard) continue;
      report({
        path: ['hosts', name, 'wireguard'],
        at: 'key',
        message: `hosts.${name}.wireguard is set, but nothing is encrypted`,
        hint: 'Add encryption: wireguard, or remove the key.',
      });
    }
  },
} as const satisfies Rule;
