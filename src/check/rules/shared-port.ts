import { type Network, networkKey, networkPath } from '../../manifest/network.ts';
import { tunnelOf } from '../../tunnels/tunnels.ts';
import { twoHosts } from '../example.ts';
import type { ManifestRule } from '../rule.ts';

export const sharedPort = {
  law: {
    code: 'MI0421',
    severity: 'error',
    title: 'Two kinds of tunnel cannot share a UDP port.',
    explanation: 'The port alone tells the kernel which kind a packet is. Networks of the same kind share one.',
    wrong: twoHosts('networks: { backend: { subnet: 10.78.0.0/16, tunnel: { kind: geneve, port: 4789 } } }\n'),
    right: twoHosts('networks: { backend: { subnet: 10.78.0.0/16, tunnel: { kind: geneve } } }\n'),
  },
  check({ manifest, report, isBroken }) {
    const owners = new Map<number, Network>();
    for (const network of manifest.networks) {
      const { kind } = network.tunnel;
      const port = network.tunnel.port ?? tunnelOf(kind).defaultPort;
      // Of GRE's another rule says that it has no port.
      const isUdp = tunnelOf(kind).protocol === 'udp';
      if (network.carrier || !isUdp || port === undefined || isBroken(networkPath(network, 'tunnel'))) continue;
      const owner = owners.get(port);
      owners.set(port, owner ?? network);
      if (!owner || owner.tunnel.kind === kind) continue;
      const place = owner.tunnel.kindPath;
      report({
        path: network.tunnel.kindPath ?? network.path,
        message: `${networkKey(network, 'tunnel')} ${kind} and ${networkKey(owner, 'tunnel')} ${owner.tunnel.kind} both use UDP port ${port}`,
        hint: 'Give one of them another port, or use one kind for both.',
        related: place ? [{ path: place, message: `${owner.tunnel.kind} on this port` }] : [],
      });
    }
  },
} as const satisfies ManifestRule;
