import { mainKeys } from '../../manifest/network.ts';
import { dataplaneIdsOf } from '../../os/os-facts.ts';
import { twoHosts } from '../example.ts';
import { hostsByOs, osPath } from '../hosts.ts';
import type { Rule } from '../rule.ts';
import { fewOf } from '../wording.ts';

export const osDataplane = {
  law: {
    code: 'MI0613',
    severity: 'error',
    title: "Every host's operating system must support network.dataplane.",
    explanation:
      'Some systems do not package Open vSwitch; on others the network scripts cannot configure the kernel’s VXLAN. Without `network.dataplane` each host uses its system’s default, and the two work together.',
    wrong: twoHosts('network: { dataplane: linux }\n', 'ubuntu-14.04'),
    right: twoHosts('network: { dataplane: linux }\n'),
  },
  check({ manifest, report }) {
    const dataplane = mainKeys(manifest.input).dataplane;
    if (dataplane === undefined) return;
    for (const { shared: os, hosts, names } of hostsByOs(manifest.hosts)) {
      const legal = dataplaneIdsOf(os);
      if (legal.includes(dataplane)) continue;
      report({
        path: ['network', 'dataplane'],
        message: `network.dataplane ${dataplane} is not supported on ${os.id}, the system of ${fewOf(names)}; supported there: ${legal.join(', ')}`,
        hint: 'Remove network.dataplane: each host then uses its system’s default.',
        related: [{ path: osPath(hosts[0]), message: os.title }],
      });
    }
  },
} as const satisfies Rule;
