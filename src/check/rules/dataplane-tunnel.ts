import { twoHosts } from '../example.ts';
import { dataplanePath, hostsByDataplane } from '../hosts.ts';
import type { Rule } from '../rule.ts';
import { tunnelPath } from '../tunnel-kinds.ts';
import { fewOf } from '../wording.ts';

export const dataplaneTunnel = {
  law: {
    code: 'MI0614',
    severity: 'error',
    title: "Every host's dataplane must support the kind of tunnel.",
    explanation:
      'Open vSwitch supports all kinds. The dataplane `linux` is one kernel VXLAN device with a forwarding entry for each peer; GRE and Geneve have no such entries.',
    wrong: twoHosts('network: { dataplane: linux, tunnel: gre }\n'),
    right: twoHosts('network: { dataplane: linux, tunnel: vxlan }\n'),
  },
  check({ manifest, isBroken, report }) {
    if (isBroken(['network', 'tunnel']) || isBroken(['network', 'dataplane'])) return;
    const { kind } = manifest.tunnel;
    for (const { shared: dataplane, hosts, names } of hostsByDataplane(manifest)) {
      if (dataplane.tunnels.includes(kind)) continue;
      const place = { path: dataplanePath(hosts[0], manifest), message: `dataplane ${dataplane.dataplane}` };
      report({
        path: tunnelPath(manifest) ?? place.path,
        message: `network.tunnel ${kind} is not supported by the dataplane ${dataplane.dataplane} of ${fewOf(names)}; supported there: ${dataplane.tunnels.join(', ')}`,
        hint: `Use network.tunnel ${dataplane.tunnels.join(' or ')}, or another dataplane or system.`,
        related: tunnelPath(manifest) ? [place] : [],
      });
    }
  },
} as const satisfies Rule;
