import type { ManifestPath } from '../../diagnostics/diagnostic.ts';
import { DEFAULT_METRICS, DEFAULT_SECONDS } from '../../manifest/monitor.ts';
import type { LoopProtection } from '../../mesh/loop-ids.ts';
import { placed, programPath } from '../../os/places.ts';
import { forNetworks, hasFurther } from '../further-networks.ts';
import type { HostNetwork, HostPlan } from '../host-plan.ts';
import { type Part, scriptFile, textFile } from '../part.ts';
import script from '../scripts/monitor.sh';
import states from '../scripts/monitor-states.sh';
import statesOfNetworks from '../scripts/monitor-states-networks.sh';
import write from '../scripts/monitor-write.sh';

const SERVICE = `[Unit]
Description=meshinit: check the mesh
After=meshinit-mesh.service

[Service]
Type=oneshot
ExecStart=@SBIN@/meshinit-monitor
`;

const timer = (seconds: number): string => `[Unit]
Description=meshinit: check the mesh every ${seconds} s

[Timer]
OnActiveSec=${seconds}
OnUnitInactiveSec=${seconds}
AccuracySec=1

[Install]
WantedBy=timers.target
`;

/** Where Open vSwitch says what a spanning tree makes of a port (ovs-vswitchd.conf.db(5), table Port). */
const STATES: Readonly<Record<LoopProtection, string>> = {
  'split-horizon': '',
  rstp: 'rstp_status:rstp_port_state',
  stp: 'status:stp_state',
  none: '',
};

/** A tagged network has no tree of its own: the main one's serves it. */
const stateOf = ({ dataplane }: HostPlan, { mesh }: HostNetwork): string =>
  dataplane.openvswitch && mesh.vlan === undefined ? STATES[mesh.loops.kind] : '';

/** Of each network that has a tree: its name, none for the main one, and the column. */
const statesOf = (plan: HostPlan): string =>
  plan.networks
    .map((network, index) => `${index === 0 ? '' : network.mesh.name}=${stateOf(plan, network)}`)
    .filter((state) => !state.endsWith('='))
    .join(' ');

const scriptOf = (plan: HostPlan): string =>
  forNetworks(plan, [script, hasFurther(plan) ? statesOfNetworks : states, write].join(''));

const ORIGIN: ManifestPath = ['monitor'];

/** `meshinit-check` by a timer of systemd's, where the manifest asks for it. */
export function monitor(plan: HostPlan): Part[] {
  const { manifest, os } = plan;
  const asked = manifest.input.monitor;
  if (!asked) return [];
  const { every = DEFAULT_SECONDS, metrics = DEFAULT_METRICS } = asked === true ? {} : asked;
  return [
    {
      settings: {
        MONITOR_METRICS: metrics,
        ...(hasFurther(plan) ? { MONITOR_STATES: statesOf(plan) } : { MONITOR_STATE: stateOf(plan, plan.networks[0]) }),
      },
      files: [
        scriptFile(programPath('monitor', os), placed(scriptOf(plan), os), [ORIGIN]),
        textFile('/etc/systemd/system/meshinit-monitor.service', placed(SERVICE, os), [ORIGIN]),
        textFile('/etc/systemd/system/meshinit-monitor.timer', timer(every), [ORIGIN]),
      ],
      steps: [{ phase: 'watch', does: 'watch the mesh', run: 'enable_units meshinit-monitor.timer' }],
    },
  ];
}
