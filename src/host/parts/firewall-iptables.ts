import { cidrText } from '../../addresses/cidr.ts';
import { tunnelOf } from '../../tunnels/tunnels.ts';
import { type HostPlan, origins, ownMasquerade } from '../host-plan.ts';
import { type Part, type PlannedFile, scriptFile, textFile } from '../part.ts';
import script from '../scripts/iptables.sh';

const JOB = `description "meshinit: the tunnels are open to the peers alone"
# Before the first interface, so that no tunnel is ever open to strangers.
start on starting networking
task
exec /usr/local/sbin/meshinit-firewall
`;

const UNIT = `[Unit]
Description=meshinit: the tunnels are open to the peers alone
Documentation=man:iptables(8)
# What restores saved rules takes ours away: they come after.
After=netfilter-persistent.service ufw.service local-fs.target
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

[Install]
WantedBy=multi-user.target
`;

const CLOSES = 'close the tunnels to strangers';

/** For systems from before nftables, started by upstart. */
export const iptablesPart = (plan: HostPlan): Part => ({
  files: [firewallScript(plan), textFile('/etc/init/meshinit-firewall.conf', JOB, [origins.firewall])],
  steps: [{ phase: 'firewall', does: CLOSES, run: '/usr/local/sbin/meshinit-firewall' }],
});

/** The same, started by systemd. */
export const iptablesUnitPart = (plan: HostPlan): Part => ({
  files: [firewallScript(plan), textFile('/etc/systemd/system/meshinit-firewall.service', UNIT, [origins.firewall])],
  steps: [{ phase: 'firewall', does: CLOSES, run: 'enable_units meshinit-firewall.service' }],
});

function firewallScript(plan: HostPlan): PlannedFile {
  const { mesh } = plan;
  const { protocol } = tunnelOf(mesh.tunnel.kind);
  const match = protocol === 'udp' ? `-p udp --dport ${mesh.tunnel.port}` : '-p gre';
  const subnet = cidrText(mesh.subnet);
  const filter = mesh.tunnel.family === 4 ? 'iptables' : 'ip6tables';
  const rules = [
    [filter, 'filter', 'INPUT', `${match} -j MESHINIT`],
    ...(ownMasquerade(plan) ? [['iptables', 'nat', 'POSTROUTING', `-s ${subnet} ! -d ${subnet} -j MASQUERADE`]] : []),
  ].map(([tool, table, chain, rule]) => {
    const call = (action: string): string => `${tool} -w -t ${table} ${action} ${chain} ${rule}`;
    return `${call('-C')} 2>/dev/null || ${call('-I')}\n`;
  });
  return scriptFile('/usr/local/sbin/meshinit-firewall', `${script.replaceAll('iptables', filter)}${rules.join('')}`, [
    origins.firewall,
    ['network', 'tunnel'],
    ...origins.peers(plan),
  ]);
}
