import { DEFAULT_DOCKER } from '../../manifest/network.ts';
import { twoHosts } from '../example.ts';
import { hostsByOs, osPath } from '../hosts.ts';
import type { Rule } from '../rule.ts';
import { fewOf } from '../wording.ts';

const web = (rest: string, os?: string): string =>
  twoHosts(`${rest}containers: { web: { image: 'nginx:1.27', hosts: host1 } }\n`, os);

export const osContainers = {
  law: {
    code: 'MI0624',
    severity: 'error',
    title: 'Declared containers need a Docker network with a name, and a system that has such.',
    explanation:
      "Docker's default network knows no fixed addresses: give the main network a name with `network.docker`. Docker before 1.10 has no networks with names.",
    wrong: web(''),
    right: web('network: { docker: mesh }\n'),
  },
  check({ manifest, report }) {
    const { containers, hosts } = manifest;
    const [main] = manifest.networks;
    const onDefault = containers.find(({ networks }) =>
      networks.some(({ network }) => network === main && main.docker === DEFAULT_DOCKER),
    );
    if (onDefault) {
      report({
        path: onDefault.path,
        at: 'key',
        message: `${onDefault.name} is on Docker's default network, which gives no fixed addresses`,
        hint: 'Give the main network a name: network: { docker: mesh }',
      });
    }
    const used = new Set(containers.flatMap((container) => container.hosts));
    for (const { shared: os, hosts: group, names } of hostsByOs(hosts.filter(({ name }) => used.has(name)))) {
      if (os.docker.hasNetworks !== false) continue;
      const container = containers.find((one) => one.hosts.includes(group[0].name));
      report({
        path: osPath(group[0]),
        message: `${os.id}, the system of ${fewOf(names)}, may have Docker older than 1.10, which has no networks with names`,
        hint: 'Declare containers on hosts with a newer system.',
        related: container ? [{ path: container.path, at: 'key', message: `${container.name} is declared here` }] : [],
      });
    }
  },
} as const satisfies Rule;
