import { cidrText } from '../../addresses/cidr.ts';
import { networkKey, networkPath } from '../../manifest/network.ts';
import { twoHosts } from '../example.ts';
import type { NetworkRule } from '../rule.ts';
import { LONGEST_SUBNET, refusedRange, SHORTEST_SUBNET } from '../subnet.ts';

export const usableSubnet = {
  law: {
    code: 'MI0304',
    severity: 'error',
    title: "The containers' network must be a /8 to /28 block of usable unicast addresses.",
    explanation:
      'Hosts do not forward loopback, link-local, multicast, reserved or unspecified addresses. No private block is larger than /8, and a block smaller than /28 has no room for hosts and containers.',
    wrong: twoHosts('network: { subnet: 127.17.0.0/16 }\n'),
    right: twoHosts('network: { subnet: 172.17.0.0/16 }\n'),
  },
  checkNetwork({ network, isBroken, report }) {
    const block = network.subnet;
    const path = networkPath(network, 'subnet');
    if (!block || isBroken(path)) return;
    const name = `${networkKey(network, 'subnet')} ${cidrText(block)}`;
    const hint = 'Use a private block: one of 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16, or a part of it.';
    const range = refusedRange(block);
    const size = block.prefix < SHORTEST_SUBNET ? 'large' : block.prefix > LONGEST_SUBNET ? 'small' : undefined;
    if (range) {
      report({ path, message: `${name} contains ${range.name} addresses (${range.cidr})`, hint });
    } else if (size) {
      report({
        path,
        message: `${name} is too ${size}: its prefix length is from /${SHORTEST_SUBNET} to /${LONGEST_SUBNET}`,
        hint,
      });
    }
  },
} as const satisfies NetworkRule;
