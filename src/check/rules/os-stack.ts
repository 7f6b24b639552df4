import { stackIds } from '../../os/os.ts';
import { twoHosts } from '../example.ts';
import { hostsByOs, osPath } from '../hosts.ts';
import type { Rule } from '../rule.ts';
import { fewOf } from '../wording.ts';

export const osStack = {
  law: {
    code: 'MI0603',
    severity: 'error',
    title: "network.stack is one that every host's operating system can keep.",
    explanation:
      'How a host keeps its network depends on its system: ifupdown on Debian’s kind, ifcfg files on Red Hat’s of old, systemd where there is one. Without `network.stack` each host takes its system’s own.',
    wrong: twoHosts('network: { stack: ifcfg }\n'),
    right: twoHosts('network: { stack: ifupdown }\n'),
  },
  check({ manifest, report }) {
    const stack = manifest.input.network?.stack;
    if (stack === undefined) return;
    for (const { shared: os, hosts, names } of hostsByOs(manifest)) {
      if (stackIds(os).includes(stack)) continue;
      report({
        path: ['network', 'stack'],
        message: `network.stack ${stack} does not exist on ${os.id}, the system of ${fewOf(names)}; legal there: ${stackIds(os).join(', ')}`,
        hint: 'Leave network.stack out: each host then takes its system’s own.',
        related: [{ path: osPath(hosts[0]), message: os.title }],
      });
    }
  },
} as const satisfies Rule;
