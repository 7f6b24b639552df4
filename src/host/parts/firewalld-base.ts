import type { ManifestPath } from '../../diagnostics/diagnostic.ts';
import { byPeer } from '../../mesh/by-peer.ts';
import { type HostPlan, origins } from '../host-plan.ts';
import { type Part, type PlannedFile, type Step, type Sysctl, textFile } from '../part.ts';
import filterBridged from '../scripts/bridge-filter.sh';

const ipsetPath = ({ mesh }: HostPlan): string => `/etc/firewalld/ipsets/${mesh.names.firewalld.ipset}.xml`;

/** What every firewalld gets: the peers as a set, and sight of what the bridge forwards. */
export function firewalldBase(
  plan: HostPlan,
): Required<Pick<Part, 'files' | 'foldings' | 'functions' | 'steps' | 'sysctls'>> {
  const filter = bridgeFilter(plan);
  return {
    files: [textFile(ipsetPath(plan), ipset(plan), firewalldOrigins(plan)), ...filter],
    foldings: [{ paths: [ipsetPath(plan)], script: () => ipsetLoop(plan) }],
    ...(filter.length > 0
      ? { functions: [filterBridged], steps: [SEE_BRIDGED], sysctls: [FILTER_BRIDGED] }
      : { functions: [], steps: [], sysctls: [] }),
  };
}

/** Manifest paths that firewalld's rules come from. */
export const firewalldOrigins = (plan: HostPlan): ManifestPath[] => [
  origins.firewall,
  ['network', 'tunnel'],
  ...origins.peers(plan),
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

/** Where the entries go in an otherwise whole list. */
const ENTRIES = '  <entry/>\n';

/** The list by a loop over the list of peers. */
function ipsetLoop(plan: HostPlan): string {
  const [head, tail] = ipset({ ...plan, host: { ...plan.host, links: [] } }, ENTRIES).split(ENTRIES);
  return `{
    cat <<'END'
${head}END
    awk '!/^#/ && NF { print "  <entry>" $2 "</entry>" }' ${plan.mesh.names.lists.peers}
    cat <<'END'
${tail}END
} | write_file ${ipsetPath(plan)}
`;
}

/** In the peers' own order, which a loop over their list keeps. */
function ipset({ mesh, host }: HostPlan, placeholder = ''): string {
  const family = mesh.tunnel.family === 6 ? '  <option name="family" value="inet6"/>\n' : '';
  const entries =
    placeholder +
    byPeer(host.links)
      .map(({ remote }) => `  <entry>${remote.address.text}</entry>\n`)
      .join('');
  return `<?xml version="1.0" encoding="utf-8"?>\n<ipset type="hash:ip">\n  <short>Peers of the mesh</short>\n${family}${entries}</ipset>\n`;
}

/**
 * In layout `per-host` an answer comes back over the bridge, past the IP layer, and connection tracking would call the
 * next packet invalid, which firewalld drops: with br_netfilter it sees both ways.
 */
function bridgeFilter({ layout }: HostPlan): PlannedFile[] {
  if (!layout.switchHasAddress) return [];
  const text =
    '# Answers come back bridged, past the IP layer: connection tracking has to see them, or firewalld drops the rest.\nbr_netfilter\n';
  return [textFile('/etc/modules-load.d/meshinit.conf', text, [['network', 'layout']])];
}
