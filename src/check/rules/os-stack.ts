import { dataplaneOf } from '../../dataplanes/host-dataplane.ts';
import { mainKeys } from '../../manifest/network.ts';
import { dataplaneIdsOf, stackIdsOf } from '../../os/os-facts.ts';
import { twoHosts } from '../example.ts';
import { hostsByOs, osPath } from '../hosts.ts';
import type { Rule } from '../rule.ts';
import { fewOf } from '../wording.ts';

export const osStack = {
  law: {
    code: 'MI0603',
    severity: 'error',
    title: "Every host's operating system must support network.stack.",
    explanation:
      'How a host configures its network depends on its system: ifupdown on Debian and its relatives, ifcfg files on older Red Hat systems, systemd wherever it runs. Without `network.stack` each host uses its system’s default.',
    wrong: twoHosts('network: { stack: ifcfg }\n'),
    right: twoHosts('network: { stack: ifupdown }\n'),
  },
  check({ manifest, report }) {
    const stack = mainKeys(manifest.input).stack;
    if (stack === undefined) return;
    for (const { shared: os, hosts, names } of hostsByOs(manifest.hosts)) {
      const asked = dataplaneOf(hosts[0]);
      // One that the system does not have is told by its own rule, and then bounds nothing here.
      const dataplane = asked && dataplaneIdsOf(os).includes(asked.dataplane) ? asked : undefined;
      const legal = stackIdsOf(os, dataplane);
      if (legal.includes(stack)) continue;
      const withWhat = stackIdsOf(os).includes(stack) ? ` with network.dataplane ${dataplane?.dataplane}` : '';
      report({
        path: ['network', 'stack'],
        message: `network.stack ${stack} is not supported on ${os.id}${withWhat}, the system of ${fewOf(names)}; supported there: ${legal.join(', ')}`,
        hint: 'Remove network.stack: each host then uses its system’s default.',
        related: [{ path: osPath(hosts[0]), message: os.title }],
      });
    }
  },
} as const satisfies Rule;
