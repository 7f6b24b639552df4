import { networkKey, networkPath } from '../../manifest/network.ts';
import { twoHosts } from '../example.ts';
import type { NetworkRule } from '../rule.ts';

export const internalMasquerade = {
  law: {
    code: 'MI0423',
    severity: 'error',
    title: 'An internal network has no NAT.',
    explanation: 'Nothing leaves an internal network, so there is nothing to masquerade.',
    wrong: twoHosts('networks: { backend: { subnet: 10.78.0.0/16, internal: true, masquerade: true } }\n'),
    right: twoHosts('networks: { backend: { subnet: 10.78.0.0/16, internal: true } }\n'),
  },
  checkNetwork({ network, report }) {
    if (!network.internal || network.input.masquerade !== true) return;
    report({
      path: networkPath(network, 'masquerade'),
      message: `${networkKey(network, 'masquerade')} is true, but ${networkKey(network)} is internal: nothing leaves it`,
      hint: 'Remove masquerade, or internal.',
      related: [{ path: networkPath(network, 'internal'), message: 'internal' }],
    });
  },
} as const satisfies NetworkRule;
