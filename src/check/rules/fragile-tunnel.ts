import { hostsOf, networkKey, networkPath } from '../../manifest/network.ts';
import { example } from '../example.ts';
import { hostsByProvider, providerPath } from '../hosts.ts';
import type { TunnelRule } from '../rule.ts';
import { passedKinds } from '../tunnel-kinds.ts';
import { fewOf } from '../wording.ts';

const HOSTS = [
  'host1: { address: 10.0.0.11, provider: digitalocean }',
  'host2: { address: 10.0.0.12, provider: digitalocean }',
];

export const fragileTunnel = {
  law: {
    code: 'MI0655',
    severity: 'warning',
    title: "A provider's firewall should pass the tunnel's protocol.",
    explanation: 'The tunnel works until somebody enables the provider’s firewall for a host; then it stops silently.',
    wrong: example(HOSTS, 'network: { tunnel: gre }\n'),
    right: example(HOSTS, 'network: { tunnel: vxlan }\n'),
  },
  checkTunnels({ manifest, network, isBroken, report }) {
    if (isBroken(networkPath(network, 'tunnel'))) return;
    const { kind, encryptedOver } = network.tunnel;
    // In WireGuard it travels over UDP.
    if (encryptedOver !== undefined) return;
    for (const { shared: provider, hosts, names } of hostsByProvider(hostsOf(network))) {
      const why = provider.fragile?.[kind];
      if (why === undefined) continue;
      const [place, at] = [providerPath(hosts[0], manifest), network.tunnel.kindPath];
      report({
        path: at ?? place,
        message: `${networkKey(network, 'tunnel')} ${kind} works on ${fewOf(names)} only without the provider’s firewall: ${why}`,
        hint: `Kinds that pass: ${passedKinds(hostsOf(network)).join(', ')}; or say that there is no such firewall: allow: { MI0655: why }.`,
        related: at ? [{ path: place, message: provider.title }] : [],
      });
    }
  },
} as const satisfies TunnelRule;
