import { chosenFor } from '../../host/chosen-for.ts';
import { hostsByOs, osPath } from '../hosts.ts';
import { swarmOf } from '../overlay-examples.ts';
import type { Rule } from '../rule.ts';
import { fewOf } from '../wording.ts';

export const overlayDaemon = {
  law: {
    code: 'MI0642',
    severity: 'error',
    title: 'Docker’s options must allow a swarm.',
    explanation:
      'A daemon with `live-restore` or with the firewall backend `nftables` refuses to be in a swarm. On EL 10 Docker has that backend, since its images lack what rules in iptables need.',
    wrong: swarmOf('managers: [host1]', 'network: none\n', 'rocky-10'),
    right: swarmOf('managers: [host1]', 'network: none\n', 'rocky-9'),
  },
  check({ manifest, isBroken, report }) {
    const { overlay, input } = manifest;
    if (overlay?.facts.engine !== 'swarm' || isBroken(['docker', 'daemon'])) return;
    const daemon = input.docker?.daemon ?? {};
    if (daemon['live-restore'] === true) {
      report({
        path: ['docker', 'daemon', 'live-restore'],
        message: 'docker.daemon.live-restore is true, and such a daemon refuses to be in a swarm',
        hint: 'Remove live-restore.',
        related: [{ path: ['overlay', 'engine'], message: 'engine: swarm' }],
      });
    }
    if (daemon['firewall-backend'] === 'nftables') {
      report({
        path: ['docker', 'daemon', 'firewall-backend'],
        message: 'docker.daemon.firewall-backend is nftables, and such a daemon refuses to be in a swarm',
        hint: 'Remove firewall-backend.',
        related: [{ path: ['overlay', 'engine'], message: 'engine: swarm' }],
      });
      return;
    }
    if (daemon['firewall-backend'] !== undefined) return;
    for (const { shared: os, hosts, names } of hostsByOs(manifest.hosts)) {
      const { dockerFrom } = chosenFor(os, hosts[0], manifest);
      if ((dockerFrom && os.docker.from[dockerFrom]?.daemon?.['firewall-backend']) !== 'nftables') continue;
      report({
        path: ['overlay', 'engine'],
        message: `Docker on ${os.id}, the system of ${fewOf(names)}, has the firewall backend nftables, and such a daemon refuses to be in a swarm`,
        hint: 'Use another system, such as release 9.',
        related: [{ path: osPath(hosts[0]), message: os.title }],
      });
    }
  },
} as const satisfies Rule;
