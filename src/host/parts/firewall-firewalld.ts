import { cidrText } from '../../addresses/cidr.ts';
import { tunnelOf } from '../../tunnels/tunnels.ts';
import { type HostPlan, origins, ownMasquerade } from '../host-plan.ts';
import { type Part, type PlannedFile, textFile } from '../part.ts';
import load from '../scripts/firewalld.sh';
import { shellWord } from '../shell.ts';

/** How a firewalld says "masquerade what leaves the cluster": the direct interface is deprecated since 1.0. */
export type Masquerading = 'direct' | 'rich-rule';

const IPSET = '/etc/firewalld/ipsets/meshinit-peers.xml';

/**
 * The tunnels open to the peers in the default zone, where everything else from outside is refused; what comes from
 * the cluster's range is trusted. Permanent, and by a reload at run time.
 */
export function firewalldPart(plan: HostPlan, masquerading: Masquerading): Part {
  const from = [origins.firewall, ['network', 'tunnel'], ...origins.peers(plan)];
  return {
    files: [textFile(IPSET, ipset(plan), from), ...bridgeFilter(plan)],
    foldings: [{ paths: [IPSET], script: ipsetLoop(plan) }],
    functions: [rules(plan, masquerading), load],
    steps: [
      ...(bridgeFilter(plan).length > 0
        ? ([{ phase: 'firewall', does: 'let the firewall see bridged packets', run: 'modprobe br_netfilter' }] as const)
        : []),
      { phase: 'firewall', does: 'close the tunnels to strangers', run: 'load_firewall' },
    ],
  };
}

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
  const peers = host.links.map(({ peer }) => peer).toSorted((a, b) => a.number - b.number);
  const entries = placeholder + peers.map(({ address }) => `  <entry>${address.text}</entry>\n`).join('');
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

function rules(plan: HostPlan, masquerading: Masquerading): string {
  const { mesh } = plan;
  const { protocol } = tunnelOf(mesh.tunnel.kind);
  const subnet = cidrText(mesh.subnet);
  const what = protocol === 'udp' ? `port port="${mesh.tunnel.port}" protocol="udp"` : 'protocol value="gre"';
  const family = mesh.tunnel.family === 4 ? 'ipv4' : 'ipv6';
  const open = `rule family="${family}" source ipset="meshinit-peers" ${what} accept`;
  const out = `rule family="ipv4" source address="${subnet}" destination not address="${subnet}" masquerade`;
  const nat = {
    'rich-rule': `firewall-offline-cmd --zone="$zone" --add-rich-rule=${shellWord(out)}`,
    direct: `firewall-offline-cmd --direct --add-rule ipv4 nat POSTROUTING 0 -s ${subnet} ! -d ${subnet} -j MASQUERADE`,
  }[masquerading];
  const lines = [
    'zone=$(firewall-offline-cmd --get-default-zone)',
    `firewall-offline-cmd --zone="$zone" --add-rich-rule=${shellWord(open)}`,
    `firewall-offline-cmd --zone=trusted --add-source=${subnet}`,
    ...(ownMasquerade(plan) ? [nat] : []),
  ];
  return `put_rules() {\n${lines.map((line) => `    ${line}\n`).join('')}}\n`;
}
