import { twoHosts } from '../example.ts';
import { hostsByOs, osPath } from '../hosts.ts';
import type { Rule } from '../rule.ts';
import { fewOf } from '../wording.ts';

const web = (os?: string): string => twoHosts("containers: { web: { image: 'nginx:1.27', hosts: host1 } }\n", os);

export const osContainers = {
  law: {
    code: 'MI0624',
    severity: 'error',
    title: 'Declared containers need Docker 1.10 or newer, and systemd.',
    explanation:
      'Docker before 1.10 cannot be given addresses, labels and networks as declared containers need them. Ubuntu 14.04 has upstart besides.',
    wrong: web('ubuntu-14.04'),
    right: web(),
  },
  check({ manifest, report }) {
    const { containers, hosts } = manifest;
    const used = new Set(containers.flatMap((container) => container.hosts));
    for (const { shared: os, hosts: group, names } of hostsByOs(hosts.filter(({ name }) => used.has(name)))) {
      if (os.docker.hasNetworks !== false) continue;
      const container = containers.find((one) => one.hosts.includes(group[0].name));
      report({
        path: osPath(group[0]),
        message: `${os.id}, the system of ${fewOf(names)}, may have a Docker older than 1.10, which cannot run declared containers`,
        hint: 'Declare containers on hosts with a newer system.',
        related: container ? [{ path: container.path, at: 'key', message: `${container.name} is declared here` }] : [],
      });
    }
  },
} as const satisfies Rule;
