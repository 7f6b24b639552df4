import { cidrText, contains } from '../../addresses/cidr.ts';
import { networkKey, networkPath } from '../../manifest/network.ts';
import { twoHosts } from '../example.ts';
import type { NetworkRule } from '../rule.ts';
import { subnetOf } from '../subnet.ts';

export const bridgesOutside = {
  law: {
    code: 'MI0410',
    severity: 'error',
    title: "network.bridges must be a part of the containers' network, not all of it.",
    explanation: 'Hosts and containers share one network: the mesh addresses need a part of it, the slices the rest.',
    wrong: twoHosts('network: { subnet: 172.17.0.0/16, bridges: 10.42.0.0/24 }\n'),
    right: twoHosts('network: { subnet: 172.17.0.0/16, bridges: 172.17.42.0/24 }\n'),
  },
  checkNetwork({ report, ...context }) {
    const { network } = context;
    const subnet = subnetOf(context);
    const { bridges } = network;
    if (!subnet || !bridges) return;
    const fault = contains(bridges, subnet)
      ? 'leaves no room for slices in'
      : contains(subnet, bridges)
        ? undefined
        : 'is outside';
    if (fault === undefined) return;
    report({
      path: networkPath(network, 'bridges'),
      message: `${networkKey(network, 'bridges')} ${cidrText(bridges)} ${fault} the containers’ ${subnet.text}`,
      hint: `Use a part of ${networkKey(network, 'subnet')} with as many addresses as there are hosts, or let meshinit choose one.`,
      related: subnet.related,
    });
  },
} as const satisfies NetworkRule;
