import { networkKey, networkPath } from '../../manifest/network.ts';
import { isPlain, tunnelOf } from '../../tunnels/tunnels.ts';
import { twoHosts } from '../example.ts';
import type { TunnelRule } from '../rule.ts';

export const tunnelKey = {
  law: {
    code: 'MI0306',
    severity: 'error',
    title: "A tunnel's key must fit its header.",
    explanation: 'The VNI of VXLAN and Geneve has 24 bits, the key of GRE 32.',
    wrong: twoHosts('network: { tunnel: { kind: vxlan, key: 16777216 } }\n'),
    right: twoHosts('network: { tunnel: { kind: vxlan, key: 16777215 } }\n'),
  },
  checkTunnels({ network, report }) {
    const { tunnel } = network;
    const { title, keyMax } = tunnelOf(tunnel.kind);
    // Where there is no tunnel another law says so.
    if (tunnel.key === undefined || isPlain(tunnel.kind) || tunnel.key <= keyMax) return;
    report({
      path: networkPath(network, 'tunnel', 'key'),
      message: `${networkKey(network, 'tunnel', 'key')} ${tunnel.key} does not fit ${title}: its key has ${Math.log2(keyMax + 1)} bits, 0 to ${keyMax}`,
    });
  },
} as const satisfies TunnelRule;
