import { cidrText } from '../../addresses/cidr.ts';
import { tunnelOf } from '../../tunnels/tunnels.ts';
import { type HostPlan, origins, ownMasquerade } from '../host-plan.ts';
import { type Part, scriptFile, textFile } from '../part.ts';
import script from '../scripts/iptables.sh';

const JOB = `description "meshinit: the tunnels are open to the peers alone"
# Before the first interface, so that no tunnel is ever open to strangers.
start on starting networking
task
exec /usr/local/sbin/meshinit-firewall
`;

/** For systems from before nftables, started by upstart. */
export function iptablesPart(plan: HostPlan): Part {
  const { mesh } = plan;
  const { protocol } = tunnelOf(mesh.tunnel.kind);
  const match = protocol === 'udp' ? `-p udp --dport ${mesh.tunnel.port}` : '-p gre';
  const subnet = cidrText(mesh.subnet);
  const rules = [
    ['INPUT', `${match} -j MESHINIT`, 'filter'],
    ...(ownMasquerade(plan) ? [['POSTROUTING', `-s ${subnet} ! -d ${subnet} -j MASQUERADE`, 'nat']] : []),
  ].map(([chain, rule, name]) => {
    const call = (action: string): string => `iptables -w -t ${name} ${action} ${chain} ${rule}`;
    return `${call('-C')} 2>/dev/null || ${call('-I')}\n`;
  });
  const from = [origins.firewall, ['network', 'tunnel'], ...origins.peers(plan)];
  return {
    files: [
      scriptFile('/usr/local/sbin/meshinit-firewall', `${script}${rules.join('')}`, from),
      textFile('/etc/init/meshinit-firewall.conf', JOB, [origins.firewall]),
    ],
    steps: [{ phase: 'firewall', does: 'close the tunnels to strangers', run: '/usr/local/sbin/meshinit-firewall' }],
  };
}
