import { dockerSources } from '../../os/os.ts';
import { twoHosts } from '../example.ts';
import { hostsByOs, osPath } from '../hosts.ts';
import type { Rule } from '../rule.ts';
import { fewOf } from '../wording.ts';

export const dockerSource = {
  law: {
    code: 'MI0610',
    severity: 'error',
    title: "Docker comes from where every host's operating system can take it.",
    explanation:
      'Docker’s own repository has packages for the systems of its day alone, and some distributions have no Docker in theirs. Without `docker.from` each host takes its system’s own.',
    wrong: twoHosts('docker: { from: docker-ce }\n', 'ubuntu-14.04'),
    right: twoHosts('docker: { from: distro }\n', 'ubuntu-14.04'),
  },
  check({ manifest, report }) {
    const from = manifest.input.docker?.from;
    if (from === undefined) return;
    for (const { shared: os, hosts, names } of hostsByOs(manifest)) {
      const known = dockerSources(os);
      if (known.includes(from)) continue;
      report({
        path: ['docker', 'from'],
        message: `Docker cannot come from ${from} on ${os.id}, the system of ${fewOf(names)}; legal there: ${known.join(', ')}`,
        hint: 'Leave docker.from out: each host then takes its system’s own.',
        related: [{ path: osPath(hosts[0]), message: os.title }],
      });
    }
  },
} as const satisfies Rule;
