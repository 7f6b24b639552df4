import { networkKey, networkPath } from '../../manifest/network.ts';
import { isPlain, tunnelOf } from '../../tunnels/tunnels.ts';
import { twoHosts } from '../example.ts';
import type { TunnelRule } from '../rule.ts';

const at = (port: number): string => twoHosts(`encryption: { kind: wireguard, port: ${port} }\n`);

export const encryptionPort = {
  law: {
    code: 'MI0426',
    severity: 'error',
    title: 'WireGuard and the tunnels need UDP ports of their own.',
    explanation:
      'encryption.port is the port of even generations of keys, the next one that of odd generations. One socket cannot serve a tunnel too.',
    wrong: at(4789),
    right: at(51_820),
  },
  checkTunnels({ manifest, network, report }) {
    const { encryption } = manifest;
    const { kind, port: given } = network.tunnel;
    const port = given ?? tunnelOf(kind).defaultPort;
    if (
      !encryption ||
      isPlain(kind) ||
      port === undefined ||
      (port !== encryption.port && port !== encryption.port + 1)
    )
      return;
    const isGiven = typeof manifest.input.encryption === 'object' && manifest.input.encryption.port !== undefined;
    report({
      path: isGiven ? ['encryption', 'port'] : networkPath(network, 'tunnel'),
      message: `WireGuard has UDP ports ${encryption.port} and ${encryption.port + 1}, and ${networkKey(network, 'tunnel')} ${kind} has ${port}`,
      hint: 'Use another port for one of them.',
    });
  },
} as const satisfies TunnelRule;
