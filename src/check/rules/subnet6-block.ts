import { parseIpv6Block } from '../../addresses/ipv6-block.ts';
import { networkKey, networkPath } from '../../manifest/network.ts';
import { twoHosts } from '../example.ts';
import type { NetworkRule } from '../rule.ts';
import { quoted } from '../wording.ts';

export const subnet6Block = {
  law: {
    code: 'MI0319',
    severity: 'error',
    title: 'subnet6 must be auto, none, or an IPv6 block of /64 or larger.',
    explanation:
      'The first /64 of the block is the containers’ network. A smaller one has no room for addresses that are made of IPv4 addresses, and link-local or multicast addresses are no container’s.',
    wrong: twoHosts('network: { subnet6: 2001:db8:7:1::1/64 }\n'),
    right: twoHosts('network: { subnet6: 2001:db8:7:1::/64 }\n'),
  },
  checkNetwork({ network, report }) {
    const text = network.input.subnet6;
    if (text === undefined || text === 'auto' || text === 'none') return;
    const block = parseIpv6Block(text);
    if (!('fault' in block)) return;
    const gap = /^[: ]/.test(block.fault) ? '' : ' ';
    report({
      path: networkPath(network, 'subnet6'),
      message: `${networkKey(network, 'subnet6')} ${quoted(text)}${gap}${block.fault}`,
      hint: 'Use a block such as 2001:db8:7:1::/64 that is routed to the hosts, auto for a unique local one, or none.',
    });
  },
} as const satisfies NetworkRule;
