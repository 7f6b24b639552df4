import { isHidden } from '../../addresses/host-address.ts';
import { example } from '../example.ts';
import type { Rule } from '../rule.ts';

const HOSTS = ['host1: { address: 10.0.0.11 }', 'host2: { address: none }'];

export const hiddenHost = {
  law: {
    code: 'MI0427',
    severity: 'error',
    title: '`address: none` needs encryption.',
    explanation:
      'A host behind NAT has no address that its peers could send tunnels to. WireGuard lets it begin, and answers wherever its packets came from.',
    wrong: example(HOSTS),
    right: example(HOSTS, 'encryption: wireguard\n'),
  },
  check({ manifest, isBroken, report }) {
    if (manifest.encryption || isBroken(['encryption'])) return;
    for (const { name, address } of manifest.hosts) {
      if (!address || !isHidden(address)) continue;
      report({
        path: ['hosts', name, 'address'],
        message: `hosts.${name}.address none: without encryption its peers must know its address`,
        hint: 'Add encryption: wireguard, or give the address that the peers reach.',
      });
    }
  },
} as const satisfies Rule;
