import type { Host } from '../../manifest/manifest.ts';
import { example, twoHosts } from '../example.ts';
import type { Rule } from '../rule.ts';

export const duplicateAddress = {
  law: {
    code: 'MI0401',
    severity: 'error',
    title: 'Two hosts never have one address.',
    explanation: 'A tunnel is known by its remote address, so one of the two hosts would be unreachable.',
    wrong: example(['host1: { address: 10.0.0.11 }', 'host2: { address: 10.0.0.11 }']),
    right: twoHosts(),
  },
  check({ manifest, report }) {
    const owners = new Map<string, Host>();
    for (const host of manifest.hosts) {
      if (!host.address) continue;
      const owner = owners.get(host.address.text);
      if (!owner) {
        owners.set(host.address.text, host);
        continue;
      }
      report({
        path: ['hosts', host.name, 'address'],
        message: `hosts.${host.name} and hosts.${owner.name} have the same address ${host.address.text}`,
        hint: 'Each host needs an address of its own.',
        related: [{ path: ['hosts', owner.name, 'address'], message: `hosts.${owner.name} has it first` }],
      });
    }
  },
} as const satisfies Rule;
