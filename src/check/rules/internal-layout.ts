import { networkKey, networkPath } from '../../manifest/network.ts';
import { twoHosts } from '../example.ts';
import type { NetworkRule } from '../rule.ts';

export const internalLayout = {
  law: {
    code: 'MI0424',
    severity: 'error',
    title: 'An internal network has the layout shared.',
    explanation:
      'In layouts per-host and routed containers reach other hosts through a gateway, and an internal network has none.',
    wrong: twoHosts('networks: { backend: { subnet: 10.78.0.0/16, internal: true, layout: per-host } }\n'),
    right: twoHosts('networks: { backend: { subnet: 10.78.0.0/16, internal: true } }\n'),
  },
  checkNetwork({ network, report }) {
    if (!network.internal || network.layout === 'shared') return;
    report({
      path: networkPath(network, 'layout'),
      message: `${networkKey(network, 'layout')} is ${network.layout}, but ${networkKey(network)} is internal: without a gateway its containers would not reach other hosts`,
      hint: 'Remove layout, or internal.',
      related: [{ path: networkPath(network, 'internal'), message: 'internal' }],
    });
  },
} as const satisfies NetworkRule;
