import { parseAddress } from '../../addresses/address.ts';
import { specialRangeOf } from '../../addresses/special-ranges.ts';
import { example } from '../example.ts';
import type { Rule } from '../rule.ts';
import { quoted } from '../wording.ts';

export const hostAddress = {
  law: {
    code: 'MI0301',
    severity: 'error',
    title: "A host's address is an IPv4 or IPv6 address that its peers can reach.",
    explanation:
      'Loopback, link-local, multicast and unspecified addresses reach nobody; numbers with leading zeros are octal to some programs.',
    wrong: example(['host1: { address: 127.0.0.1 }']),
    right: example(['host1: { address: 10.0.0.11 }']),
  },
  check({ manifest, report }) {
    for (const host of manifest.hosts) {
      const path = ['hosts', host.name, 'address'];
      const address = parseAddress(host.input.address);
      if ('fault' in address) {
        report({
          path,
          message: `hosts.${host.name}.address ${quoted(host.input.address)} ${address.fault}`,
          hint: 'Example: 10.0.0.11 or fd00::11.',
        });
        continue;
      }
      const range = specialRangeOf(address);
      if (range?.use === 'refused') {
        report({
          path,
          message: `hosts.${host.name}.address ${address.text} is ${range.name} (${range.cidr}): no peer can reach it`,
          hint: 'Give the address of the interface that the other hosts reach.',
        });
      }
    }
  },
} as const satisfies Rule;
