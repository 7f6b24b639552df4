import type { ManifestPath } from '../../diagnostics/diagnostic.ts';
import { networkPath } from '../../manifest/network.ts';
import { byPeer } from '../../mesh/by-peer.ts';
import { hasIpv6 } from '../host-ipv6.ts';
import { type HostNetwork, type HostPlan, origins } from '../host-plan.ts';
import { type Part, type PlannedFile, type Step, type Sysctl, textFile } from '../part.ts';
import filterBridged from '../scripts/bridge-filter.sh';
import filterBridged6 from '../scripts/bridge-filter6.sh';
import { entryOf, ipsetText } from './firewalld-rules.ts';

const ipsetPath = ({ mesh }: HostNetwork): string => `/etc/firewalld/ipsets/${mesh.names.firewalld.ipset}.xml`;

/** What every firewalld gets: the peers as a set, and sight of what the bridge forwards. */
export function firewalldBase(
  plan: HostPlan,
): Required<Pick<Part, 'settings' | 'files' | 'foldings' | 'functions' | 'steps' | 'sysctls'>> {
  const filter = bridgeFilter(plan);
  return {
    settings: { PEER_SETS: plan.networks.map(({ mesh }) => mesh.names.firewalld.ipset).join(' ') },
    files: [
      ...plan.networks.map((network) => textFile(ipsetPath(network), ipset(network), firewalldOrigins(network))),
      ...filter,
    ],
    foldings: plan.networks.map((network) => ({ paths: [ipsetPath(network)], script: () => ipsetLoop(network) })),
    ...(filter.length > 0
      ? {
          functions: [hasIpv6(plan) ? filterBridged + filterBridged6 : filterBridged],
          steps: [SEE_BRIDGED, ...(hasIpv6(plan) ? [SEE_BRIDGED6] : [])],
          sysctls: [FILTER_BRIDGED, ...(hasIpv6(plan) ? [FILTER_BRIDGED6] : [])],
        }
      : { functions: [], steps: [], sysctls: [] }),
  };
}

/** Manifest paths that firewalld's rules come from. */
export const firewalldOrigins = (network: HostNetwork): ManifestPath[] => [
  origins.firewall,
  networkPath(network.mesh, 'tunnel'),
  ...origins.peersOf(network),
];

const SEE_BRIDGED: Step = {
  phase: 'firewall',
  does: 'let the firewall see bridged packets',
  run: 'filter_bridged',
};

const FILTER_BRIDGED: Sysctl = {
  why: 'The firewall sees what the bridge forwards: some systems turn this off.',
  key: 'net.bridge.bridge-nf-call-iptables',
  value: 1,
};

const SEE_BRIDGED6: Step = {
  phase: 'firewall',
  does: 'let the firewall see bridged packets of IPv6',
  run: 'filter_bridged6',
};

const FILTER_BRIDGED6: Sysctl = { why: 'The same for IPv6.', key: 'net.bridge.bridge-nf-call-ip6tables', value: 1 };

/** Where the entries go in an otherwise whole list. */
const ENTRIES = '  <entry/>\n';

/** The list by a loop over the list of peers. */
function ipsetLoop(network: HostNetwork): string {
  const [head, tail] = ipset({ ...network, member: { ...network.member, links: [] } }, ENTRIES).split(ENTRIES);
  return `{
    cat <<'END'
${head}END
    awk '{ print "  <entry>" $2 "</entry>" }' ${network.mesh.names.lists.peers}
    cat <<'END'
${tail}END
} | write_file ${ipsetPath(network)}
`;
}

/** In the peers' own order, which a loop over their list keeps. */
function ipset({ mesh, member }: HostNetwork, placeholder = ''): string {
  const entries =
    placeholder +
    byPeer(member.links)
      .map(({ remote }) => entryOf(remote.address.text))
      .join('');
  return ipsetText(mesh.tunnel.family, entries);
}

/**
 * In layout `per-host` an answer comes back over the bridge, past the IP layer, and connection tracking would call the
 * next packet invalid, which firewalld drops: with br_netfilter it sees both ways.
 */
function bridgeFilter({ networks }: HostPlan): PlannedFile[] {
  const addressed = networks.filter(({ layout }) => layout.switchHasAddress);
  if (addressed.length === 0) return [];
  const text =
    '# Answers come back bridged, past the IP layer: connection tracking has to see them, or firewalld drops the rest.\nbr_netfilter\n';
  return [
    textFile(
      '/etc/modules-load.d/meshinit.conf',
      text,
      addressed.map(({ mesh }) => networkPath(mesh, 'layout')),
    ),
  ];
}
