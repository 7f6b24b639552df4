import { parseAddress } from '../../addresses/address.ts';
import { specialRangeOf } from '../../addresses/special-ranges.ts';
import type { Rule } from '../rule.ts';

export const hostAddress = {
  law: {
    code: 'MI0301',
    severity: 'error',
    title: "A host's address is an IPv4 or IPv6 address that its peers can reach.",
    explanation:
      'Loopback, link-local, multicast and unspecified addresses reach nobody; numbers with leading zeros are octal to some programs.',
    wrong: 'meshinit: 1\ndefaults: { os: debian-12 }\nhosts:\n  host1: { address: 127.0.0.1 }\n',
    right: 'meshinit: 1\ndefaults: { os: debian-12 }\nhosts:\n  host1: { address: 10.0.0.11 }\n',
  },
  check({ manifest, report }) {
    for (const host of manifest.hosts) {
      const path = ['hosts', host.name, 'address'];
      const text = host.input.address;
      const address = parseAddress(text);
      if ('fault' in address) {
        report({
          path,
          message: `hosts.${host.name}.address '${text}' ${address.fault}`,
          hint: 'Example: 10.0.0.11 or fd00::11.',
        });
        continue;
      }
      const range = specialRangeOf(address);
      if (range?.use === 'refused') {
        report({
          path,
          message: `hosts.${host.name}.address ${text} is ${range.name} (${range.cidr}): no peer can reach it`,
          hint: 'Give the address of the interface that the other hosts reach.',
        });
      }
    }
  },
} as const satisfies Rule;
