import { networkKey, networkPath } from '../../manifest/network.ts';
import { tunnelOf, tunnels } from '../../tunnels/tunnels.ts';
import { twoHosts } from '../example.ts';
import type { TunnelRule } from '../rule.ts';

export const tunnelPort = {
  law: {
    code: 'MI0307',
    severity: 'error',
    title: 'Only tunnels over UDP have a port.',
    explanation:
      'GRE is an IP protocol of its own, number 47, and has no ports. Remove `port`, or use another kind of tunnel.',
    wrong: twoHosts('network: { tunnel: { kind: gre, port: 4789 } }\n'),
    right: twoHosts('network: { tunnel: { kind: vxlan, port: 4789 } }\n'),
  },
  checkTunnels({ network, report }) {
    const { tunnel } = network;
    const { title, protocol } = tunnelOf(tunnel.kind);
    // Where there is no tunnel another law says so.
    if (tunnel.port === undefined || protocol === undefined || protocol === 'udp') return;
    const others = tunnels.filter((kind) => kind.protocol === 'udp').map(({ kind }) => kind);
    report({
      path: networkPath(network, 'tunnel', 'port'),
      message: `${networkKey(network, 'tunnel', 'port')} ${tunnel.port} has no use: ${title} has no ports; kinds with a port: ${others.join(', ')}`,
      hint: 'Remove port; to tell two meshes apart, give each its own key.',
    });
  },
} as const satisfies TunnelRule;
