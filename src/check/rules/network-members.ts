import { didYouMean } from '../../diagnostics/nearest.ts';
import { networkKey, networkPath } from '../../manifest/network.ts';
import { twoHosts } from '../example.ts';
import { namedOnce } from '../named-once.ts';
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
    const says = `${networkKey(network, 'hosts')} names`;
    const pathOf = (index: number) => networkPath(network, 'hosts', index);
    for (const { name, path } of namedOnce(given, pathOf, says, report)) {
      if (known.has(name) || isBroken(['hosts', name])) continue;
      report({
        path,
        message: `${says} ${quoted(name)}, but no host has that name; hosts: ${fewOf(names, 5)}`,
        hint: heirs.has(name) ? `It is called ${heirs.get(name)} now.` : didYouMean(name, names),
      });
    }
  },
} as const satisfies NetworkRule;
