import { dockerSourcesOf } from '../../os/os-facts.ts';
import { twoHosts } from '../example.ts';
import { hostsByOs, osPath } from '../hosts.ts';
import type { Rule } from '../rule.ts';
import { fewOf } from '../wording.ts';

export const dockerSource = {
  law: {
    code: 'MI0610',
    severity: 'error',
    title: "Every host's operating system must support the source of Docker.",
    explanation:
      'Docker’s own repository has packages only for current systems, and some distributions do not package Docker. Without `docker.from` each host uses its system’s default.',
    wrong: twoHosts('docker: { from: docker-ce }\n', 'ubuntu-14.04'),
    right: twoHosts('docker: { from: distro }\n', 'ubuntu-14.04'),
  },
  check({ manifest, report }) {
    const from = manifest.input.docker?.from;
    if (from === undefined) return;
    for (const { shared: os, hosts, names } of hostsByOs(manifest.hosts)) {
      const known = dockerSourcesOf(os);
      if (known.includes(from)) continue;
      report({
        path: ['docker', 'from'],
        message: `Docker cannot come from ${from} on ${os.id}, the system of ${fewOf(names)}; supported there: ${known.join(', ')}`,
        hint: 'Remove docker.from: each host then uses its system’s default.',
        related: [{ path: osPath(hosts[0]), message: os.title }],
      });
    }
  },
} as const satisfies Rule;
