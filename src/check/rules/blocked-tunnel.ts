import { hostsOf, networkKey, networkPath } from '../../manifest/network.ts';
import { example } from '../example.ts';
import { hostsByProvider, providerPath } from '../hosts.ts';
import type { TunnelRule } from '../rule.ts';
import { passedKinds } from '../tunnel-kinds.ts';
import { fewOf } from '../wording.ts';

const HOSTS = ['host1: { address: 10.0.0.11, provider: azure }', 'host2: { address: 10.0.0.12, provider: azure }'];

export const blockedTunnel = {
  law: {
    code: 'MI0611',
    severity: 'error',
    title: "Every host's provider must pass the tunnel's protocol.",
    explanation:
      'Some networks drop everything but TCP, UDP and ICMP. GRE never arrives there; VXLAN and Geneve run over UDP and do.',
    wrong: example(HOSTS, 'network: { tunnel: gre }\n'),
    right: example(HOSTS, 'network: { tunnel: vxlan }\n'),
  },
  checkTunnels({ manifest, network, isBroken, report }) {
    if (isBroken(networkPath(network, 'tunnel'))) return;
    const { kind, encryptedOver } = network.tunnel;
    // In WireGuard it travels over UDP.
    if (encryptedOver !== undefined) return;
    for (const { shared: provider, hosts, names } of hostsByProvider(hostsOf(network))) {
      const why = provider.blocks?.[kind];
      if (why === undefined) continue;
      const [place, at] = [providerPath(hosts[0], manifest), network.tunnel.kindPath];
      report({
        path: at ?? place,
        message: `${networkKey(network, 'tunnel')} ${kind} cannot reach ${fewOf(names)} (${provider.id}): ${why}`,
        hint: `Kinds that all providers here pass: ${passedKinds(hostsOf(network)).join(', ')}.`,
        related: at ? [{ path: place, message: provider.title }] : [],
      });
    }
  },
} as const satisfies TunnelRule;
