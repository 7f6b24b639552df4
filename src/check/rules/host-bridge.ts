import { parseAddress } from '../../addresses/address.ts';
import { specialRangeOf } from '../../addresses/special-ranges.ts';
import { example } from '../example.ts';
import type { Rule } from '../rule.ts';
import { quoted } from '../wording.ts';

export const hostBridge = {
  law: {
    code: 'MI0303',
    severity: 'error',
    title: 'A pinned mesh address must be a single IPv4 address.',
    explanation:
      "The address of the host's bridge is in the containers' network, which is IPv4. Write no prefix length: it is the subnet's.",
    wrong: example(['host1: { address: 10.0.0.11, bridge: 172.17.42.1/16 }']),
    right: example(['host1: { address: 10.0.0.11, bridge: 172.17.42.1 }']),
  },
  check({ manifest, report }) {
    for (const { name, input } of manifest.hosts) {
      if (input.bridge === undefined) continue;
      const fault = faultOf(input.bridge);
      if (fault === undefined) continue;
      const [base = ''] = input.bridge.split('/');
      const hint = faultOf(base) === undefined ? `Did you mean ${base}?` : 'Example: 172.17.42.1.';
      report({
        path: ['hosts', name, 'bridge'],
        message: `hosts.${name}.bridge ${quoted(input.bridge)} ${fault}`,
        hint,
      });
    }
  },
} as const satisfies Rule;

function faultOf(text: string): string | undefined {
  const address = parseAddress(text);
  if ('fault' in address) return address.fault;
  if (address.family === 6) return 'is IPv6; the containers’ network is IPv4';
  const range = specialRangeOf(address);
  return range?.use === 'refused' ? `is ${range.name} (${range.cidr}): no host can have it` : undefined;
}
