import { DEFAULT_DOCKER, hostsOf, networkPath } from '../../manifest/network.ts';
import { twoHosts } from '../example.ts';
import { hostsByOs, osPath } from '../hosts.ts';
import type { NetworkRule } from '../rule.ts';
import { fewOf } from '../wording.ts';

export const dockerNetworks = {
  law: {
    code: 'MI0622',
    severity: 'error',
    title: 'Docker networks need Docker 1.10 or newer.',
    explanation:
      'Docker 1.9 brought `docker network`, 1.10 its names and addresses. On systems with an older Docker the main network alone works, as Docker’s default network.',
    wrong: twoHosts('network: { docker: mesh }\n', 'ubuntu-14.04'),
    right: twoHosts('network: { docker: mesh }\n'),
  },
  checkNetwork({ network, report }) {
    if (network.docker === DEFAULT_DOCKER) return;
    const [path, what] = network.isMain
      ? [networkPath(network, 'docker'), `network.docker ${network.docker}`]
      : [network.path, network.path.join('.')];
    for (const { shared: os, hosts, names } of hostsByOs(hostsOf(network))) {
      if (os.docker.hasNetworks !== false) continue;
      report({
        path,
        at: network.isMain ? 'value' : 'key',
        message: `${what} needs Docker 1.10 or newer, which ${os.id}, the system of ${fewOf(names)}, may lack`,
        hint: network.isMain
          ? 'Remove network.docker.'
          : 'Leave these hosts out of the network, or use a newer system.',
        related: [{ path: osPath(hosts[0]), message: os.title }],
      });
    }
  },
} as const satisfies NetworkRule;
