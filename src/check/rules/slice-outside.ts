import { cidrText, contains } from '../../addresses/cidr.ts';
import { networkKey } from '../../manifest/network.ts';
import { example } from '../example.ts';
import { slicePins } from '../pins.ts';
import type { NetworkRule } from '../rule.ts';
import { subnetOf } from '../subnet.ts';

export const sliceOutside = {
  law: {
    code: 'MI0404',
    severity: 'error',
    title: "A pinned slice must be inside the containers' network.",
    explanation: 'Other hosts cannot reach containers outside network.subnet.',
    wrong: example(['host1: { address: 10.0.0.11, slice: 172.18.64.0/18 }']),
    right: example(['host1: { address: 10.0.0.11, slice: 172.17.64.0/18 }']),
  },
  checkNetwork({ report, ...context }) {
    const { network } = context;
    const subnet = subnetOf(context);
    if (!subnet) return;
    for (const { host, path, slice } of slicePins(network)) {
      if (contains(subnet, slice)) continue;
      const how = contains(slice, subnet) ? 'is larger than' : 'is outside';
      report({
        path,
        message: `hosts.${host.name}.slice ${cidrText(slice)} ${how} the containers’ ${subnet.text}`,
        hint: `Pin a part of ${networkKey(network, 'subnet')}, or set a ${networkKey(network, 'subnet')} that contains every slice.`,
        related: subnet.related,
      });
    }
  },
} as const satisfies NetworkRule;
