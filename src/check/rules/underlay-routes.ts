import { layoutOf } from '../../layouts/layouts.ts';
import { hostsOf, networkKey, networkPath } from '../../manifest/network.ts';
import { hasSites } from '../../manifest/underlays.ts';
import { isPlain } from '../../tunnels/tunnels.ts';
import { twoHosts } from '../example.ts';
import type { NetworkContext, TunnelRule } from '../rule.ts';

export const underlayRoutes = {
  law: {
    code: 'MI0438',
    severity: 'error',
    title: 'With tunnel none all hosts are on one link, of the family of their containers.',
    explanation:
      'Each host sends what is for a peer’s containers to the peer’s own address, as its next router: that must be a neighbour. Between sites there is a router that knows no container. IPv6 has no routes to IPv4 neighbours; IPv4 has routes to IPv6 ones.',
    wrong: twoHosts('network: { layout: routed, tunnel: none, subnet6: auto }\n'),
    right: twoHosts('network: { layout: routed, tunnel: none }\n'),
  },
  checkTunnels(context) {
    const { kind, encryptedOver } = context.network.tunnel;
    if (!isPlain(kind) || encryptedOver !== undefined || !layoutOf(context.network.layout).isRouted) return;
    reportSites(context);
    reportFamily(context);
  },
} as const satisfies TunnelRule;

function reportSites({ network, report }: NetworkContext): void {
  const hosts = hostsOf(network);
  const [first] = hosts;
  const other = hosts.find(({ site }) => site !== first?.site);
  if (!first || !other || !hasSites(hosts)) return;
  report({
    path: ['hosts', other.name, 'site'],
    message: `${networkKey(network, 'tunnel')} none needs all hosts on one link, but hosts.${other.name} is at ${siteText(other.site)} and hosts.${first.name} at ${siteText(first.site)}`,
    hint: 'Use tunnel: vxlan, or encryption: wireguard.',
    related: network.tunnel.kindPath ? [{ path: network.tunnel.kindPath, message: 'tunnel none' }] : [],
  });
}

const siteText = (site: string | undefined): string => (site === undefined ? 'no site' : `site ${site}`);

function reportFamily({ network, isBroken, report }: NetworkContext): void {
  const path = networkPath(network, 'subnet6');
  if (network.subnet6 === undefined || network.tunnel.family === 6 || isBroken(path)) return;
  report({
    path,
    message: `${networkKey(network, 'subnet6')} with ${networkKey(network, 'tunnel')} none needs hosts with IPv6 addresses: Linux has no IPv6 route to an IPv4 neighbour`,
    hint: 'Give the hosts IPv6 addresses, remove subnet6, or use tunnel: vxlan.',
    related: network.tunnel.kindPath ? [{ path: network.tunnel.kindPath, message: 'tunnel none' }] : [],
  });
}
