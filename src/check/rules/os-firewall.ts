import { namedOf } from '../../firewalls/ids.ts';
import { firewallIdsOf } from '../../os/os-facts.ts';
import { twoHosts } from '../example.ts';
import { hostsByOs, osPath } from '../hosts.ts';
import type { Rule } from '../rule.ts';
import { fewOf } from '../wording.ts';

export const osFirewall = {
  law: {
    code: 'MI0604',
    severity: 'error',
    title: "Every host's operating system must support `firewall`.",
    explanation:
      'Without a supported firewall, nothing restricts the tunnels to the peers. `auto` picks the right one for each host.',
    wrong: twoHosts('firewall: nftables\n', 'ubuntu-14.04'),
    right: twoHosts('firewall: auto\n', 'ubuntu-14.04'),
  },
  check({ manifest, report }) {
    const { firewall = 'auto' } = manifest.input;
    if (firewall === 'auto') return;
    for (const { shared: os, hosts, names } of hostsByOs(manifest.hosts)) {
      const known = firewallIdsOf(os);
      if (known.includes(firewall)) continue;
      const legal = ['auto', ...namedOf(known)];
      report({
        path: ['firewall'],
        message: `firewall ${firewall} is not supported on ${os.id}, the system of ${fewOf(names)}; supported there: ${legal.join(', ')}`,
        hint: 'Set firewall: auto, or remove it: each host then uses its system’s default.',
        related: [{ path: osPath(hosts[0]), message: os.title }],
      });
    }
  },
} as const satisfies Rule;
