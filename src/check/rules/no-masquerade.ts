import { isUniqueLocal } from '../../addresses/ipv6-block.ts';
import { firewallFacts } from '../../firewalls/firewalls.ts';
import { chosenFor } from '../../host/chosen-for.ts';
import { layoutOf } from '../../layouts/layouts.ts';
import type { Manifest } from '../../manifest/manifest.ts';
import { hostsOf, type Network, networkKey, networkPath } from '../../manifest/network.ts';
import { filtersIpv6 } from '../../os/docker-ipv6.ts';
import { twoHosts } from '../example.ts';
import { hostsByOs } from '../hosts.ts';
import type { NetworkRule } from '../rule.ts';

export const noMasquerade = {
  law: {
    code: 'MI0657',
    severity: 'warning',
    title: 'Masquerading in layouts per-host and routed, or beside IPv6, needs a firewall.',
    explanation:
      'In these layouts Docker’s own masquerading is off, since it would rewrite traffic to the other hosts; a firewall rule takes its place. So it is with an IPv6 prefix of your own, which needs no NAT, and for unique local IPv6 addresses where Docker is older than 27. With `firewall: none` nothing masquerades, and containers cannot reach the outside.',
    wrong: twoHosts('network: { layout: per-host }\nfirewall: none\n'),
    right: twoHosts('network: { layout: per-host, masquerade: false }\nfirewall: none\n'),
  },
  checkNetwork({ manifest, network, isBroken, report }) {
    const { layout, masquerade } = network;
    const { firewall = 'auto' } = manifest.input;
    if (firewall === 'auto' || firewallFacts(firewall).masquerades) return;
    if (!masquerade || isBroken(networkPath(network, 'masquerade'))) return;
    if (layoutOf(layout).dockerMasquerades) {
      const lacking = lackingIpv6(network, manifest);
      if (lacking !== undefined) {
        report({
          path: ['firewall'],
          message: `firewall ${firewall} with ${networkKey(network, 'subnet6')} ${network.input.subnet6}: ${lacking}`,
          hint: `Set firewall: auto, or ${networkKey(network, 'masquerade')}: false where your own router does NAT.`,
          related: [{ path: networkPath(network, 'subnet6'), message: 'IPv6 for containers' }],
        });
      }
      return;
    }
    report({
      path: ['firewall'],
      message: `firewall ${firewall} with ${networkKey(network, 'layout')} ${layout}: nothing masquerades, so containers cannot reach the outside`,
      hint: `Set firewall: auto, or ${networkKey(network, 'masquerade')}: false where your own router does NAT.`,
      related: [{ path: networkPath(network, 'layout'), message: 'Docker’s own masquerading is off in this layout' }],
    });
  },
} as const satisfies NetworkRule;

/** What Docker's own rules do not do for a network with IPv6 in layout `shared`. */
function lackingIpv6(network: Network, manifest: Manifest): string | undefined {
  const { subnet6 } = network;
  if (subnet6 === undefined || network.internal) return undefined;
  if (subnet6 !== 'auto' && !isUniqueLocal(subnet6)) {
    return 'Docker’s own masquerading is off, since it would rewrite these addresses too, so containers cannot reach the outside by IPv4';
  }
  const lacks = hostsByOs(hostsOf(network)).filter(({ shared: os, hosts }) => {
    const { dockerFrom } = chosenFor(os, hosts[0], manifest);
    return dockerFrom !== undefined && !filtersIpv6(os, dockerFrom);
  });
  if (lacks.length === 0) return undefined;
  return `Docker of ${lacks.map(({ shared: os }) => os.id).join(', ')} does not masquerade IPv6, so containers cannot reach the outside by it`;
}
