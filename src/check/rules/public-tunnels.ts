import { isPublic } from '../../addresses/special-ranges.ts';
import type { Host } from '../../manifest/host.ts';
import { hostsOf, networkPath } from '../../manifest/network.ts';
import { hasSites, insideOf, outsideOf, type Underlay } from '../../manifest/underlays.ts';
import { example, twoHosts } from '../example.ts';
import type { TunnelRule } from '../rule.ts';
import { haveTunnel } from '../tunnels-between.ts';
import { fewOf, MOST_RELATED } from '../wording.ts';

export const publicTunnels = {
  law: {
    code: 'MI0653',
    severity: 'warning',
    title: 'Tunnels between public addresses are not encrypted.',
    explanation:
      'GRE, VXLAN and Geneve neither encrypt nor authenticate: anyone on the path between two public addresses can read and forge the containers’ traffic. The firewall admits only the peers’ addresses, but these can be forged too.',
    wrong: example(['host1: { address: 198.51.100.11 }', 'host2: { address: 198.51.100.12 }']),
    right: twoHosts(),
  },
  checkTunnels(context) {
    const { network, isBroken, report } = context;
    if (network.tunnel.encryptedOver !== undefined || isBroken(networkPath(network, 'topology'))) return;
    const exposed = groupsOf(hostsOf(network))
      .filter(({ members, meet }) =>
        haveTunnel(
          members.map(({ host }) => host),
          meet,
          context,
        ),
      )
      .flatMap(({ members }) => members);
    const [first, ...others] = exposed;
    if (!first) return;
    report({
      path: first.underlay.path,
      message: `tunnels between public addresses are not encrypted: ${fewOf(exposed.map(({ host, underlay }) => `hosts.${host.name} (${underlay.address.text})`))}`,
      hint: 'Add encryption: wireguard, use the provider’s private network if the hosts share one, or say why it is safe here: allow: { MI0653: why }.',
      related: others.slice(0, MOST_RELATED).map(({ underlay }) => ({
        path: underlay.path,
        message: 'a public address too',
      })),
    });
  },
} as const satisfies TunnelRule;

interface Exposed {
  readonly host: Host;
  readonly underlay: Underlay;
}

/** Hosts with public addresses, and which of them would be linked at these. */
interface Group {
  readonly members: readonly Exposed[];
  readonly meet: (a: Host, b: Host) => boolean;
}

function groupsOf(hosts: readonly Host[]): Group[] {
  const bySite = new Map<string | undefined, Exposed[]>();
  for (const member of exposedAt(hosts, insideOf)) {
    const group = bySite.get(member.host.site);
    if (group) group.push(member);
    else bySite.set(member.host.site, [member]);
  }
  const within = [...bySite.values()].map((members) => ({ members, meet: () => true }));
  if (!hasSites(hosts)) return within;
  return [...within, { members: exposedAt(hosts, outsideOf), meet: (a, b) => a.site !== b.site }];
}

function exposedAt(hosts: readonly Host[], where: (host: Host) => Underlay | undefined): Exposed[] {
  return hosts.flatMap((host) => {
    const underlay = where(host);
    return underlay && isPublic(underlay.address) ? [{ host, underlay }] : [];
  });
}
