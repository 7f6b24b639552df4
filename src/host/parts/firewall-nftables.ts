import { cidrText } from '../../addresses/cidr.ts';
import { byPeer } from '../../mesh/by-peer.ts';
import { placed, programPath } from '../../os/places.ts';
import { type OpeningWords, openingIn } from '../../tunnels/opening.ts';
import { hasNames } from '../features/names.ts';
import { type HostNetwork, type HostPlan, origins, ownMasquerade } from '../host-plan.ts';
import { openingsOf } from '../openings-of.ts';
import { type Part, scriptFile, textFile } from '../part.ts';
import script from '../scripts/nftables.sh';
import addPeers from '../scripts/nftables-names.sh';

const UNIT = `[Unit]
Description=meshinit: the tunnels are open only to peers
# A stop or reload of nftables.service flushes every table, ours too: then it is loaded again.
PartOf=nftables.service
ReloadPropagatedFrom=nftables.service
After=nftables.service local-fs.target
# Before any network, so that no tunnel is ever open to strangers.
Before=network-pre.target shutdown.target
Wants=network-pre.target
Conflicts=shutdown.target
DefaultDependencies=no

[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=@SBIN@/meshinit-firewall
ExecReload=@SBIN@/meshinit-firewall
ExecStop=/usr/sbin/nft delete table inet meshinit

[Install]
WantedBy=multi-user.target
`;

const RULES = '/etc/meshinit/firewall.nft';

/** A table of our own, by a unit of our own: /etc/nftables.conf begins with a flush that erases Docker's rules. */
export function nftablesPart(plan: HostPlan): Part {
  const isNamed = hasNames(plan);
  const load = isNamed ? addPeers : `nft -f - <${RULES}\n`;
  return {
    files: [
      textFile(RULES, isNamed ? table(plan) : table(plan) + plan.networks.map(peers).join(''), [
        origins.firewall,
        ...origins.tunnels(plan),
        ...(isNamed ? [] : origins.peers(plan)),
      ]),
      scriptFile(programPath('firewall', plan.os), placed(script, plan.os) + load, [origins.firewall]),
      textFile('/etc/systemd/system/meshinit-firewall.service', placed(UNIT, plan.os), [origins.firewall]),
    ],
    foldings: isNamed ? [] : [{ paths: [RULES], script: () => loop(plan) }],
    steps: [
      { phase: 'firewall', does: 'close the tunnels to strangers', run: 'enable_units meshinit-firewall.service' },
    ],
  };
}

const WORDS: OpeningWords = { udp: (port) => `udp dport ${port}`, gre: 'meta l4proto gre' };

function table(plan: HostPlan): string {
  const { networks } = plan;
  const [type, field] = networks[0].mesh.tunnel.family === 4 ? ['ipv4_addr', 'ip'] : ['ipv6_addr', 'ip6'];
  const sets = networks.map(({ mesh }) => mesh.names.set);
  const masqueraded = networks.filter((network) => ownMasquerade(plan, network));
  const rules = openingsOf(plan).flatMap(({ opening, meshes }) => {
    const match = openingIn(WORDS, opening);
    return [...meshes.map(({ names }) => `${match} ${field} saddr @${names.set} accept`), `${match} drop`];
  });
  return `# One transaction: created if missing, emptied, filled, and never open to others meanwhile.
table inet meshinit {
${sets.map((set) => `  set ${set} { type ${type}; }\n`).join('')}  chain input { type filter hook input priority filter; policy accept; }
${masqueraded.length > 0 ? '  chain postrouting { type nat hook postrouting priority srcnat; policy accept; }\n' : ''}}
flush table inet meshinit
${sets.map((set) => `flush set inet meshinit ${set}\n`).join('')}${rules.map((rule) => `add rule inet meshinit input ${rule}\n`).join('')}${masqueraded.map(({ mesh }) => masquerade(cidrText(mesh.subnet))).join('')}`;
}

const masquerade = (
  subnet: string,
): string => `# Docker's own rule would also rewrite what goes to other hosts' containers.
add rule inet meshinit postrouting ip saddr ${subnet} ip daddr != { ${subnet}, 224.0.0.0/4 } masquerade
`;

const add = ({ mesh }: HostNetwork): string => `add element inet meshinit ${mesh.names.set} { `;

/** In the order of the list of peers, which a loop over that keeps. */
function peers(network: HostNetwork): string {
  const addresses = byPeer(network.member.links).map(({ remote }) => remote.address.text);
  return addresses.length === 0 ? '' : `${add(network)}${addresses.join(', ')} }\n`;
}

/** The rules by a loop over each list of peers. */
const loop = (plan: HostPlan): string => `{
  cat <<'END'
${table(plan)}END
${plan.networks
  .map(
    (network) =>
      `  awk '!/^#/ && NF { printf "%s%s", n++ ? ", " : "${add(network)}", $2 } END { if (n) print " }" }' ${network.mesh.names.lists.peers}\n`,
  )
  .join('')}} | write_file ${RULES}
`;
