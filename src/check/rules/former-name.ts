import type { Host } from '../../manifest/host.ts';
import { example } from '../example.ts';
import type { Rule } from '../rule.ts';

export const formerName = {
  law: {
    code: 'MI0416',
    severity: 'error',
    title: '`was` must name an unused former name, claimed once.',
    explanation:
      'With `was`, a host takes over what the lock file keeps under its former name: slice, mesh address and number. Two hosts cannot share them. Once the lock file has the new name, `was` can stay or go.',
    wrong: example(['host1: { address: 10.0.0.11 }', 'web: { address: 10.0.0.12, was: host1 }']),
    right: example(['host1: { address: 10.0.0.11 }', 'web: { address: 10.0.0.12, was: host2 }']),
  },
  check({ manifest: { hosts }, isBroken, report }) {
    const names = new Set(hosts.map((host) => host.name));
    const heirs = new Map<string, Host>();
    for (const host of hosts) {
      const { was } = host.input;
      if (was === undefined) continue;
      const path = ['hosts', host.name, 'was'];
      const heir = heirs.get(was);
      if (was === host.name) {
        report({ path, message: `hosts.${host.name}.was is its own name`, hint: 'Remove it.' });
      } else if (names.has(was) || isBroken(['hosts', was])) {
        report({
          path,
          message: `hosts.${host.name}.was names ${was}, which is still a host`,
          hint: `Remove hosts.${was} if it is the same machine. To pass names along a chain, rename and compile one host at a time.`,
          related: [{ path: ['hosts', was], message: `hosts.${was}`, at: 'key' }],
        });
      } else if (heir) {
        report({
          path,
          message: `hosts.${host.name} and hosts.${heir.name} both claim the former name ${was}`,
          hint: 'Only one of them can be the same machine: remove the other’s `was`.',
          related: [{ path: ['hosts', heir.name, 'was'], message: `hosts.${heir.name} claims it first` }],
        });
      } else {
        heirs.set(was, host);
      }
    }
  },
} as const satisfies Rule;
