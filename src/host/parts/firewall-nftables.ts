import { cidrText } from '../../addresses/cidr.ts';
import { type OpeningWords, openingIn } from '../../tunnels/opening.ts';
import { type HostPlan, origins, ownMasquerade } from '../host-plan.ts';
import { type Part, scriptFile, textFile } from '../part.ts';
import script from '../scripts/nftables.sh';

const UNIT = `[Unit]
Description=meshinit: the tunnels are open to the peers alone
Documentation=man:nft(8)
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
ExecStart=/usr/local/sbin/meshinit-firewall
ExecReload=/usr/local/sbin/meshinit-firewall
ExecStop=/usr/sbin/nft delete table inet meshinit

[Install]
WantedBy=multi-user.target
`;

/** A table of our own, by a unit of our own: /etc/nftables.conf begins with a flush that erases Docker's rules. */
export function nftablesPart(plan: HostPlan): Part {
  return {
    files: [
      textFile('/etc/meshinit/firewall.nft', table(plan), [origins.firewall, ['network', 'tunnel']]),
      scriptFile('/usr/local/sbin/meshinit-firewall', script, [origins.firewall]),
      textFile('/etc/systemd/system/meshinit-firewall.service', UNIT, [origins.firewall]),
    ],
    steps: [
      { phase: 'firewall', does: 'close the tunnels to strangers', run: 'enable_units meshinit-firewall.service' },
    ],
  };
}

const WORDS: OpeningWords = { udp: (port) => `udp dport ${port}`, gre: 'meta l4proto gre' };

function table(plan: HostPlan): string {
  const { mesh } = plan;
  const [type, field] = mesh.tunnel.family === 4 ? ['ipv4_addr', 'ip'] : ['ipv6_addr', 'ip6'];
  const rules = mesh.openings.map((opening) => {
    const match = openingIn(WORDS, opening);
    return `        ${match} ${field} saddr @peers accept\n        ${match} drop\n`;
  });
  return `# Made where it is not there yet, then emptied and filled again in one transaction.
table inet meshinit {
    set peers { type ${type}; }
    chain input { type filter hook input priority filter; policy accept; }
${ownMasquerade(plan) ? '    chain postrouting { type nat hook postrouting priority srcnat; policy accept; }\n' : ''}}
flush table inet meshinit
flush set inet meshinit peers

table inet meshinit {
    chain input {
${rules.join('')}    }
${ownMasquerade(plan) ? masquerade(cidrText(mesh.subnet)) : ''}}

# meshinit-firewall adds the peers here.
`;
}

const masquerade = (subnet: string): string => `
    # Docker's own rule would also rewrite what goes to other hosts' containers.
    chain postrouting {
        ip saddr ${subnet} ip daddr != { ${subnet}, 224.0.0.0/4 } masquerade
    }
`;
