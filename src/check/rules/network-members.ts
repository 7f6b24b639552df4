import { didYouMean } from '../../diagnostics/nearest.ts';
import { networkKey, networkPath } from '../../manifest/network.ts';
import { twoHosts } from '../example.ts';
import type { NetworkRule } from '../rule.ts';
import { fewOf, quoted } from '../wording.ts';

export const networkMembers = {
  law: {
    code: 'MI0418',
    severity: 'error',
    title: 'The members of a network must be hosts of the manifest, each named once.',
    explanation: 'Without `hosts` every host is a member.',
    wrong: twoHosts('networks: { backend: { subnet: 10.78.0.0/16, hosts: [host1, host3] } }\n'),
    right: twoHosts('networks: { backend: { subnet: 10.78.0.0/16, hosts: [host1, host2] } }\n'),
  },
  checkNetwork({ manifest, network, isBroken, report }) {
    const given = network.input.hosts;
    if (!given || isBroken(networkPath(network, 'hosts'))) return;
    const names = manifest.hosts.map(({ name }) => name);
    const known = new Set(names);
    const heirs = new Map(manifest.hosts.flatMap(({ name, input }) => (input.was ? [[input.was, name]] : [])));
    const seen = new Map<string, number>();
    for (const [index, name] of given.entries()) {
      const path = networkPath(network, 'hosts', index);
      const first = seen.get(name);
      seen.set(name, first ?? index);
      if (first !== undefined) {
        report({
          path,
          message: `${networkKey(network, 'hosts')} names ${quoted(name)} twice`,
          hint: 'Remove one of the two.',
          related: [{ path: networkPath(network, 'hosts', first), message: 'named first here' }],
        });
      } else if (!known.has(name) && !isBroken(['hosts', name])) {
        report({
          path,
          message: `${networkKey(network, 'hosts')} names ${quoted(name)}, but no host has that name; hosts: ${fewOf(names, 5)}`,
          hint: heirs.has(name) ? `It is called ${heirs.get(name)} now.` : didYouMean(name, names),
        });
      }
    }
  },
} as const satisfies NetworkRule;
