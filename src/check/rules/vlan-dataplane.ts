import { hostsOf, networkKey, networkPath } from '../../manifest/network.ts';
import { twoHosts } from '../example.ts';
import { dataplanePath, hostsByDataplane } from '../hosts.ts';
import type { NetworkRule } from '../rule.ts';
import { fewOf } from '../wording.ts';

export const vlanDataplane = {
  law: {
    code: 'MI0621',
    severity: 'error',
    title: 'A vlan needs Open vSwitch on every host.',
    explanation:
      'Open vSwitch has the access ports that tag and untag the frames. The kernel’s VXLAN device has none: use a network with tunnels of its own, which both dataplanes have.',
    wrong: twoHosts('network: { dataplane: linux }\nnetworks: { backend: { subnet: 10.78.0.0/16, vlan: 20 } }\n'),
    right: twoHosts('network: { dataplane: linux }\nnetworks: { backend: { subnet: 10.78.0.0/16 } }\n'),
  },
  checkNetwork({ network, isBroken, report }) {
    if (!network.carrier || isBroken(['network', 'dataplane'])) return;
    for (const { shared: dataplane, hosts, names } of hostsByDataplane(hostsOf(network))) {
      if (dataplane.openvswitch) continue;
      report({
        path: networkPath(network, 'vlan'),
        message: `${networkKey(network, 'vlan')} needs Open vSwitch; ${fewOf(names)} ${names.length === 1 ? 'has' : 'have'} the dataplane ${dataplane.dataplane}`,
        hint: 'Remove vlan: the network then has tunnels of its own.',
        related: [{ path: dataplanePath(hosts[0]), message: `dataplane ${dataplane.dataplane}` }],
      });
    }
  },
} as const satisfies NetworkRule;
