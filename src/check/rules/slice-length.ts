import { cidrText } from '../../addresses/cidr.ts';
import { networkKey, networkPath } from '../../manifest/network.ts';
import { twoHosts } from '../example.ts';
import { slicePins } from '../pins.ts';
import type { NetworkContext, NetworkRule } from '../rule.ts';
import { type Subnet, subnetOf } from '../subnet.ts';

/** A bridge, a container, the network address and the broadcast address. */
const LONGEST = 30;

export const sliceLength = {
  law: {
    code: 'MI0305',
    severity: 'error',
    title: "A host's slice must be smaller than the subnet and have at least four addresses.",
    explanation:
      "A slice is a part of the containers' network: its prefix is longer than the subnet's and at most /30. Besides the slices the subnet holds the hosts' own mesh addresses.",
    wrong: twoHosts('network: { subnet: 172.17.0.0/16, slice: /12 }\n'),
    right: twoHosts('network: { subnet: 172.17.0.0/16, slice: /18 }\n'),
  },
  checkNetwork(context) {
    const subnet = subnetOf(context);
    const { network } = context;
    if (!context.isBroken(networkPath(network, 'slice'))) checkLength(context, subnet);
    checkPins(context, subnet);
  },
} as const satisfies NetworkRule;

function checkLength({ network, report }: NetworkContext, subnet: Subnet | undefined): void {
  const given = network.input.slice;
  const prefix = network.slicePrefix;
  if (prefix === undefined) return;
  if (prefix > LONGEST) {
    report({
      path: networkPath(network, 'slice'),
      message: `${networkKey(network, 'slice')} /${prefix} has too few addresses; the longest prefix is /${LONGEST}`,
      hint: `Use /${LONGEST} or a shorter prefix.`,
    });
  } else if (subnet && prefix <= subnet.prefix && given !== undefined) {
    report({
      path: networkPath(network, 'slice'),
      message: `${networkKey(network, 'slice')} /${prefix} is not part of ${subnet.text}; legal: /${subnet.prefix + 1} to /${LONGEST}`,
      related: subnet.related,
    });
  } else if (subnet && prefix <= subnet.prefix) {
    report({
      path: networkPath(network, 'subnet'),
      message: `${subnet.text} has no room for slices of /${prefix}, the default at this size`,
      hint: `Use a larger subnet, or set ${networkKey(network, 'slice')}: /${subnet.prefix + 1} to /${LONGEST}.`,
    });
  }
}

function checkPins({ network, report }: NetworkContext, subnet: Subnet | undefined): void {
  for (const { host, path, slice } of slicePins(network)) {
    const name = `hosts.${host.name}.slice ${cidrText(slice)}`;
    if (slice.prefix > LONGEST) {
      report({ path, message: `${name} has too few addresses; the longest prefix is /${LONGEST}` });
    } else if (subnet && slice.first === subnet.first && slice.prefix === subnet.prefix) {
      report({
        path,
        message: `${name} is the whole of the containers’ network: nothing is left for the hosts’ mesh addresses`,
        hint: `Pin a part of it, or use a larger ${networkKey(network, 'subnet')}.`,
        related: subnet.related,
      });
    }
  }
}
