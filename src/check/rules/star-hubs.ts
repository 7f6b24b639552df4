import { networkKey, networkPath } from '../../manifest/network.ts';
import { twoHosts } from '../example.ts';
import { hostSuggester, hostTest, strangerText } from '../links.ts';
import type { TunnelRule } from '../rule.ts';
import { quoted } from '../wording.ts';

export const starHubs = {
  law: {
    code: 'MI0411',
    severity: 'error',
    title: 'The hubs of a star must be hosts, each named once.',
    explanation: 'Every host has a tunnel to each hub. With an unknown hub, the star would lack its center.',
    wrong: twoHosts('network: { topology: { star: [host9] } }\n'),
    right: twoHosts('network: { topology: { star: [host1] } }\n'),
  },
  checkTunnels(context) {
    const { network, isBroken, report } = context;
    const { topology } = network;
    if (typeof topology !== 'object' || !('star' in topology) || isBroken(networkPath(network, 'topology'))) return;
    const isHost = hostTest(context);
    const suggest = hostSuggester(context);
    const stranger = strangerText(context);
    const seen = new Map<string, number>();
    for (const [index, hub] of topology.star.entries()) {
      const path = networkPath(network, 'topology', 'star', index);
      const first = seen.get(hub);
      if (first !== undefined) {
        report({
          path,
          message: `${networkKey(network, 'topology', 'star')} names the hub ${quoted(hub)} twice`,
          hint: 'Remove one of the two.',
          related: [{ path: networkPath(network, 'topology', 'star', first), message: 'named first here' }],
        });
        continue;
      }
      seen.set(hub, index);
      if (isHost(hub)) continue;
      report({
        path,
        message: `${networkKey(network, 'topology', 'star')} names the hub ${quoted(hub)}, ${stranger(hub)}`,
        hint: suggest(hub),
      });
    }
  },
} as const satisfies TunnelRule;
