import { isRoutedFacts } from '../../dataplanes/dataplane.ts';
import { dockerFiltersIpv6, ipv6Of, networksWithIpv6, ownMasquerade6 } from '../host-ipv6.ts';
import type { HostNetwork, HostPlan } from '../host-plan.ts';
import { forwardingDevices } from './apart.ts';

/** Blocks whose traffic to the outside a rule of ours masquerades. */
export const masqueraded6 = (plan: HostPlan): string[] =>
  networksWithIpv6(plan)
    .filter((network) => ownMasquerade6(plan, network))
    .flatMap((network) => ipv6Of(network)?.subnet ?? []);

/** Lines of the nftables chain that masquerades IPv4. */
export const masqueradeLines6 = (plan: HostPlan): string[] =>
  masqueraded6(plan).map((to) => `    ip6 saddr ${to} ip6 daddr != { ${to}, ff00::/8 } masquerade\n`);

/** Networks whose containers strangers could open connections to by IPv6, since Docker has no rule for it. */
const openNetworks = (plan: HostPlan): HostNetwork[] => (dockerFiltersIpv6(plan) ? [] : networksWithIpv6(plan));

/** What is not a network's own packet when it is forwarded: from other hosts such come, too, where these have routes. */
function strangerOf({ dataplane }: HostPlan, { mesh: { names, subnet6 } }: HostNetwork): string {
  if (!isRoutedFacts(dataplane)) return `iifname != "${names.bridge}"`;
  const { peersBy } = dataplane;
  if (!peersBy) return `iifname != "${names.bridge}" ip6 saddr != ${subnet6?.text}`;
  return `iifname != { ${[names.bridge, ...peersBy(names)].map((device) => `"${device}"`).join(', ')} }`;
}

/** A chain of an nftables table: as with IPv4, nobody outside opens a connection to a container. '' where Docker sees to it. */
export function strangersChain(plan: HostPlan): string {
  const rules = openNetworks(plan).map((network) => {
    const devices = forwardingDevices(plan, network).map((device) => `"${device}"`);
    return `    meta nfproto ipv6 ${strangerOf(plan, network)} oifname { ${devices.join(', ')} } ct state new drop\n`;
  });
  if (rules.length === 0) return '';
  return `  chain strangers {
    type filter hook forward priority filter - 10
    # This Docker has no rules for IPv6: nobody outside opens a connection to a container.
${rules.join('')}  }
`;
}

/** The same for ip6tables, table mangle, chain FORWARD. */
export const strangersMatches = (plan: HostPlan): string[] =>
  openNetworks(plan).flatMap((network) => {
    const { names, subnet6 } = network.mesh;
    const { bridge } = names;
    return [
      ...(isRoutedFacts(plan.dataplane)
        ? (plan.dataplane.peersBy?.(names).map((device) => `-i ${device}`) ?? [`-s ${subnet6?.text}`])
        : []
      ).map((from) => `${from} -o ${bridge} -j RETURN`),
      ...forwardingDevices(plan, network).map(
        (device) => `! -i ${bridge} -o ${device} -m conntrack --ctstate NEW -j DROP`,
      ),
    ];
  });

/** firewalld's rich language knows addresses alone. What belongs to a connection that stands has passed before. */
export function strangersRichRules(plan: HostPlan): string {
  const subnets = openNetworks(plan).flatMap((network) => ipv6Of(network)?.subnet ?? []);
  return subnets
    .map(
      (subnet) =>
        `  <rule family="ipv6"><source address="${subnet}" invert="True"/><destination address="${subnet}"/><drop/></rule>\n`,
    )
    .join('');
}
