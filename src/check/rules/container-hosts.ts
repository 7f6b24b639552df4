import { didYouMean } from '../../diagnostics/nearest.ts';
import { hostPath } from '../../manifest/containers.ts';
import { twoHosts } from '../example.ts';
import { namedOnce } from '../named-once.ts';
import type { Rule } from '../rule.ts';
import { fewOf, quoted } from '../wording.ts';

export const containerHosts = {
  law: {
    code: 'MI0429',
    severity: 'error',
    title: 'The hosts of a container must be hosts of the manifest, each named once.',
    explanation: 'A container runs once on each of its hosts.',
    wrong: twoHosts("network: { docker: mesh }\ncontainers: { web: { image: 'nginx:1.27', hosts: [host1, host3] } }\n"),
    right: twoHosts("network: { docker: mesh }\ncontainers: { web: { image: 'nginx:1.27', hosts: [host1, host2] } }\n"),
  },
  check({ manifest, isBroken, report }) {
    const names = manifest.hosts.map(({ name }) => name);
    const known = new Set(names);
    for (const container of manifest.containers) {
      const says = `${container.path.join('.')}.hosts names`;
      for (const { name, path } of namedOnce(container.hosts, (index) => hostPath(container, index), says, report)) {
        if (known.has(name) || isBroken(['hosts', name])) continue;
        report({
          path,
          message: `${says} ${quoted(name)}, but no host has that name; hosts: ${fewOf(names, 5)}`,
          hint: didYouMean(name, names),
        });
      }
    }
  },
} as const satisfies Rule;
