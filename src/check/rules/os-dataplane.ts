import { dataplaneIdsOf } from '../../os/os.ts';
import { twoHosts } from '../example.ts';
import { hostsByOs, osPath } from '../hosts.ts';
import type { Rule } from '../rule.ts';
import { fewOf } from '../wording.ts';

export const osDataplane = {
  law: {
    code: 'MI0613',
    severity: 'error',
    title: "network.dataplane is one that every host's operating system has.",
    explanation:
      'Some systems have no Open vSwitch to install; on some the kernel’s own VXLAN cannot be kept by what brings up their network. Without `network.dataplane` each host takes its system’s own, and they work together.',
    wrong: twoHosts('network: { dataplane: linux }\n', 'ubuntu-14.04'),
    right: twoHosts('network: { dataplane: linux }\n'),
  },
  check({ manifest, report }) {
    const dataplane = manifest.input.network?.dataplane;
    if (dataplane === undefined) return;
    for (const { shared: os, hosts, names } of hostsByOs(manifest)) {
      const legal = dataplaneIdsOf(os);
      if (legal.includes(dataplane)) continue;
      report({
        path: ['network', 'dataplane'],
        message: `network.dataplane ${dataplane} does not exist on ${os.id}, the system of ${fewOf(names)}; legal there: ${legal.join(', ')}`,
        hint: 'Leave network.dataplane out: each host then takes its system’s own.',
        related: [{ path: osPath(hosts[0]), message: os.title }],
      });
    }
  },
} as const satisfies Rule;
