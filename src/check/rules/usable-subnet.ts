import { ipv4Text } from '../../addresses/address.ts';
import { type Cidr, cidrText, holds } from '../../addresses/cidr.ts';
import { specialRangeOf } from '../../addresses/special-ranges.ts';
import { twoHosts } from '../example.ts';
import type { Rule } from '../rule.ts';
import { subnetOf } from '../subnet.ts';

const SHORTEST = 8;
const LONGEST = 28;
/** 169.254.0.0/16 lies inside a legal /8, so its ends alone do not show it. */
const LINK_LOCAL = 169 * 2 ** 24 + 254 * 2 ** 16;

export const usableSubnet = {
  law: {
    code: 'MI0304',
    severity: 'error',
    title: "The containers' network is a block from /8 to /28 of addresses that containers can have.",
    explanation:
      'Loopback, link-local, multicast, reserved and unspecified addresses are not passed between hosts. Larger than /8 no private block is; smaller than /28 has no room for hosts and containers.',
    wrong: twoHosts('network: { subnet: 127.17.0.0/16 }\n'),
    right: twoHosts('network: { subnet: 172.17.0.0/16 }\n'),
  },
  check({ report, ...context }) {
    const subnet = subnetOf(context);
    if (!subnet || subnet.isDefault) return;
    const path = ['network', 'subnet'];
    const hint = 'Take a private block: one of 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16, or a part of it.';
    const range = refusedRange(subnet);
    if (range) {
      report({ path, message: `${subnet.text} holds ${range.name} addresses (${range.cidr})`, hint });
      return;
    }
    if (subnet.prefix < SHORTEST || subnet.prefix > LONGEST) {
      const size = subnet.prefix < SHORTEST ? 'large' : 'small';
      report({
        path,
        message: `network.subnet ${cidrText(subnet)} is too ${size}: its prefix length is from /${SHORTEST} to /${LONGEST}`,
        hint,
      });
    }
  },
} as const satisfies Rule;

function refusedRange(block: Cidr): ReturnType<typeof specialRangeOf> {
  return [block.first, block.last, LINK_LOCAL]
    .filter((address) => holds(block, address))
    .map((address) => specialRangeOf({ family: 4, text: ipv4Text(address), value: BigInt(address) }))
    .find((range) => range?.use === 'refused');
}
