import { holds } from '../../addresses/cidr.ts';
import { networkKey } from '../../manifest/network.ts';
import { example } from '../example.ts';
import { bridgePins } from '../pins.ts';
import type { NetworkRule } from '../rule.ts';
import { subnetOf } from '../subnet.ts';

export const bridgeOutside = {
  law: {
    code: 'MI0407',
    severity: 'error',
    title: "A pinned mesh address must be a usable address of the containers' network.",
    explanation:
      "The subnet's first address is the network address and its last the broadcast address: no host can have them.",
    wrong: example(['host1: { address: 10.0.0.11, bridge: 172.18.42.1 }']),
    right: example(['host1: { address: 10.0.0.11, bridge: 172.17.42.1 }']),
  },
  checkNetwork({ report, ...context }) {
    const { network } = context;
    const subnet = subnetOf(context);
    if (!subnet) return;
    for (const { host, path, bridge, text } of bridgePins(network)) {
      const fault = !holds(subnet, bridge)
        ? 'is outside'
        : bridge === subnet.first
          ? 'is the network address of'
          : bridge === subnet.last
            ? 'is the broadcast address of'
            : undefined;
      if (fault === undefined) continue;
      report({
        path,
        message: `hosts.${host.name}.bridge ${text} ${fault} the containers’ ${subnet.text}`,
        hint: `Pin an address inside ${networkKey(network, 'subnet')}, or let meshinit choose one.`,
        related: subnet.related,
      });
    }
  },
} as const satisfies NetworkRule;
