import { example } from '../example.ts';
import type { Rule } from '../rule.ts';

export const nameClash = {
  law: {
    code: 'MI0436',
    severity: 'error',
    title: 'With `names`, a container must not be named as a host is.',
    explanation:
      'A host’s name is always the host’s: a container of the same name, or an alias, would not be found by it from other hosts, but would be on its own host, where Docker answers first.',
    wrong: example(
      ['host1: { address: 10.0.0.11, provider: hetzner }', 'db: { address: 10.0.0.12 }'],
      "network: { docker: mesh }\nnames: true\ncontainers:\n  db: { image: 'mongo:7', hosts: host1 }\n",
    ),
    right: example(
      ['host1: { address: 10.0.0.11, provider: hetzner }', 'db: { address: 10.0.0.12 }'],
      "network: { docker: mesh }\nnames: true\ncontainers:\n  mongo: { image: 'mongo:7', hosts: host1 }\n",
    ),
  },
  check({ manifest, report }) {
    if (!manifest.names) return;
    const hosts = new Set(manifest.hosts.map(({ name }) => name));
    for (const { name, aliases, path } of manifest.containers) {
      for (const taken of new Set([name, ...aliases])) {
        if (!hosts.has(taken)) continue;
        report({
          path,
          at: 'key',
          message: `${taken === name ? 'a container' : `an alias of container ${name}`} has the name of host '${taken}'`,
          hint: 'Rename one of the two.',
          related: [{ path: ['hosts', taken], at: 'key', message: `the host ${taken}` }],
        });
      }
    }
  },
} as const satisfies Rule;
