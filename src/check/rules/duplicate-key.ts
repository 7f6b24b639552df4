import { example } from '../example.ts';
import type { Rule } from '../rule.ts';

const KEYS = ['hIgo9xNzJMWLKASShiTqIybxZ0U3wGLiUeJ1PKf8ykw=', '3p7bfXt9wbTTW2HC7OQ1Nz+DQ8hbeGdNrfx+FG+IK08='];
const pair = (keys: readonly (string | undefined)[]): string =>
  example(
    keys.map(
      (key, index) =>
        `host${index + 1}: { address: 10.0.0.${index + 11}, wireguard: { public_key: ${key}, key_file: /etc/mesh.key } }`,
    ),
    'encryption: wireguard\n',
  );

export const duplicateKey = {
  law: {
    code: 'MI0425',
    severity: 'error',
    title: 'Each host needs its own WireGuard key.',
    explanation: 'WireGuard tells peers apart by their public keys, so one of the two hosts would be unreachable.',
    wrong: pair([KEYS[0], KEYS[0]]),
    right: pair(KEYS),
  },
  check({ manifest: { hosts }, report }) {
    const owners = new Map<string, string>();
    for (const { name, input } of hosts) {
      const key = input.wireguard?.public_key;
      if (key === undefined) continue;
      const owner = owners.get(key);
      if (owner === undefined) owners.set(key, name);
      else {
        report({
          path: ['hosts', name, 'wireguard', 'public_key'],
          message: `hosts.${name} and hosts.${owner} have the same public key`,
          hint: 'Make a key pair on each host: wg genkey, then wg pubkey.',
          related: [{ path: ['hosts', owner, 'wireguard', 'public_key'], message: `that of hosts.${owner}` }],
        });
      }
    }
  },
} as const satisfies Rule;
