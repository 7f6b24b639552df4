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
  settings: settingsOf(plan),
  files: [firewallScript(plan), textFile('/etc/init/meshinit-firewall.conf', JOB, [origins.firewall])],
  steps: [{ phase: 'firewall', does: CLOSES, run: '/usr/local/sbin/meshinit-firewall' }],
});

/** The same, started by systemd. */
export const iptablesUnitPart = (plan: HostPlan): Part => ({
  settings: settingsOf(plan),
  files: [firewallScript(plan), textFile('/etc/systemd/system/meshinit-firewall.service', UNIT, [origins.firewall])],
  steps: [{ phase: 'firewall', does: CLOSES, run: 'enable_units meshinit-firewall.service' }],
});

function settingsOf(plan: HostPlan): Readonly<Record<string, string>> {
  const { kind, port, family } = plan.mesh.tunnel;
  return {
    IPTABLES: family === 4 ? 'iptables' : 'ip6tables',
    TUNNEL_MATCH: tunnelOf(kind).protocol === 'udp' ? `-p udp --dport ${port}` : '-p gre',
    MASQUERADED: ownMasquerade(plan) ? cidrText(plan.mesh.subnet) : '',
  };
}

const firewallScript = (plan: HostPlan): PlannedFile =>
  scriptFile('/usr/local/sbin/meshinit-firewall', script, [
    origins.firewall,
    ['network', 'tunnel'],
    ...origins.peers(plan),
  ]);
