import { twoHosts } from '../example.ts';
import { hostsByOs, osPath } from '../hosts.ts';
import type { Rule } from '../rule.ts';
import { fewOf } from '../wording.ts';

export const osMonitor = {
  law: {
    code: 'MI0616',
    severity: 'error',
    title: '`monitor` needs a system with timers.',
    explanation: 'A systemd timer runs the check. Upstart has no timers.',
    wrong: twoHosts('monitor: true\n', 'ubuntu-14.04'),
    right: twoHosts('monitor: true\n', 'debian-12'),
  },
  check({ manifest, report }) {
    if (!manifest.input.monitor) return;
    for (const { shared: os, hosts, names } of hostsByOs(manifest.hosts)) {
      if (os.timers !== false) continue;
      report({
        path: ['monitor'],
        message: `monitor needs timers; ${os.id}, the system of ${fewOf(names)}, has none`,
        hint: 'Remove it, and run meshinit-check from whatever monitors these hosts.',
        related: [{ path: osPath(hosts[0]), message: os.title }],
      });
    }
  },
} as const satisfies Rule;
