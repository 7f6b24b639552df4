import { networkKey, networkPath } from '../../manifest/network.ts';
import { twoHosts } from '../example.ts';
import { hostSuggester, hostTest, strangerText } from '../links.ts';
import { namedOnce } from '../named-once.ts';
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
    const says = `${networkKey(network, 'topology', 'star')} names the hub`;
    const pathOf = (index: number) => networkPath(network, 'topology', 'star', index);
    for (const { name: hub, path } of namedOnce(topology.star, pathOf, says, report)) {
      if (isHost(hub)) continue;
      report({
        path,
        message: `${says} ${quoted(hub)}, ${stranger(hub)}`,
        hint: suggest(hub),
      });
    }
  },
} as const satisfies TunnelRule;
