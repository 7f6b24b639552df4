import { layoutOf } from '../../layouts/layouts.ts';
import { hostsOf, networkKey } from '../../manifest/network.ts';
import { isPlain } from '../../tunnels/tunnels.ts';
import { example } from '../example.ts';
import { hostsByProvider, providerPath } from '../hosts.ts';
import type { TunnelRule } from '../rule.ts';
import { fewOf } from '../wording.ts';

const HOSTS = ['host1: { address: 10.0.0.11, provider: aws }', 'host2: { address: 10.0.0.12, provider: aws }'];

export const underlaySources = {
  law: {
    code: 'MI0666',
    severity: 'warning',
    title: 'With tunnel none the provider must pass the containers’ addresses.',
    explanation:
      'What a container sends leaves its host with the container’s own address. Networks of clouds usually drop packets from addresses that are not the machine’s, until that is switched off for the machine, as Amazon’s source/destination check is.',
    wrong: example(HOSTS, 'network: { layout: routed, tunnel: none }\n'),
    right: example(HOSTS, 'network: { layout: routed }\n'),
  },
  checkTunnels({ manifest, network, report }) {
    const { kind, kindPath, encryptedOver } = network.tunnel;
    if (!isPlain(kind) || encryptedOver !== undefined || !layoutOf(network.layout).isRouted) return;
    for (const { shared: provider, hosts, names } of hostsByProvider(hostsOf(network))) {
      if (provider.isAnywhere) continue;
      const place = providerPath(hosts[0], manifest);
      report({
        path: kindPath ?? place,
        message: `${provider.title} may drop what ${fewOf(names)} ${names.length === 1 ? 'sends' : 'send'} for containers: ${networkKey(network, 'tunnel')} none hides no address`,
        hint: 'Switch its check of source addresses off for these machines, and say so: allow: { MI0666: where }; or use tunnel: vxlan.',
        related: kindPath ? [{ path: place, message: provider.title }] : [],
      });
    }
  },
} as const satisfies TunnelRule;
