import { twoHosts } from '../example.ts';
import { hostsByOs, osPath } from '../hosts.ts';
import type { Rule } from '../rule.ts';
import { fewOf } from '../wording.ts';

const web = (os?: string): string =>
  twoHosts("names: false\ncontainers: { web: { image: 'nginx:1.27', hosts: host1 } }\n", os);

export const osContainers = {
  law: {
    code: 'MI0624',
    severity: 'error',
    title: 'Declared containers need systemd, Docker 1.10 and curl 7.40.',
    explanation:
      'A program that systemd starts gives each container to Docker, in the words of its API, through Docker’s own socket. Ubuntu 14.04 and CentOS 7 lack what that needs.',
    wrong: web('ubuntu-14.04'),
    right: web(),
  },
  check({ manifest, report }) {
    const { containers, hosts } = manifest;
    const used = new Set(containers.flatMap((container) => container.hosts));
    for (const { shared: os, hosts: group, names } of hostsByOs(hosts.filter(({ name }) => used.has(name)))) {
      if (os.runsNoContainers === undefined) continue;
      const container = containers.find((one) => one.hosts.includes(group[0].name));
      report({
        path: osPath(group[0]),
        message: `${os.id}, the system of ${fewOf(names)}, ${os.runsNoContainers}: it cannot run declared containers`,
        hint: 'Declare containers on hosts with a newer system.',
        related: container ? [{ path: container.path, at: 'key', message: `${container.name} is declared here` }] : [],
      });
    }
  },
} as const satisfies Rule;
