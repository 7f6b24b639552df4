import type { ManifestPath } from '../../diagnostics/diagnostic.ts';
import { byPeer } from '../../mesh/by-peer.ts';
import { type HostPlan, origins } from '../host-plan.ts';
import { type Part, type PlannedFile, type Step, textFile } from '../part.ts';

const IPSET = '/etc/firewalld/ipsets/meshinit-peers.xml';

/** What every firewalld gets: the peers as a set, and sight of what the bridge forwards. */
export function firewalldBase(plan: HostPlan): Required<Pick<Part, 'files' | 'foldings' | 'steps'>> {
  const filter = bridgeFilter(plan);
  return {
    files: [textFile(IPSET, ipset(plan), firewalldOrigins(plan)), ...filter],
    foldings: [{ paths: [IPSET], script: ipsetLoop(plan) }],
    steps: filter.length > 0 ? [SEE_BRIDGED] : [],
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
  run: 'modprobe br_netfilter',
};

/** Where the entries go in an otherwise whole list. */
const ENTRIES = '  <entry/>\n';

/** The list by a loop over the list of peers. */
function ipsetLoop(plan: HostPlan): string {
  const [head, tail] = ipset({ ...plan, host: { ...plan.host, links: [] } }, ENTRIES).split(ENTRIES);
  return `{
    cat <<'END'
${head}END
    awk '!/^#/ && NF { print "  <entry>" $2 "</entry>" }' /etc/meshinit/peers
    cat <<'END'
${tail}END
} | write_file ${IPSET}
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
