import { example } from '../example.ts';
import type { Rule } from '../rule.ts';

/** Names that every host's /etc/hosts gives to itself (RFC 6761 for localhost; Debian's and Red Hat's files). */
const RESERVED: readonly string[] = [
  'localhost',
  'ip6-localhost',
  'ip6-loopback',
  'broadcasthost',
  'localhost4',
  'localhost6',
];

export const reservedName = {
  law: {
    code: 'MI0311',
    severity: 'error',
    title: 'A host must not be named `localhost`.',
    explanation:
      'Every machine’s own /etc/hosts maps `localhost` and similar names to itself, so the name would mean a different host on each.',
    wrong: example(['localhost: { address: 10.0.0.11 }']),
    right: example(['host1: { address: 10.0.0.11 }']),
  },
  check({ manifest, report }) {
    for (const { name } of manifest.hosts) {
      if (!RESERVED.includes(name)) continue;
      report({
        path: ['hosts', name],
        at: 'key',
        message: `the name '${name}' is reserved: on every host it means that host itself; reserved: ${RESERVED.join(', ')}`,
        hint: 'Give the host another name, such as host1.',
      });
    }
  },
} as const satisfies Rule;
