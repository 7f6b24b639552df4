import type { ManifestPath } from '../../diagnostics/diagnostic.ts';
import { DEFAULT_METRICS, DEFAULT_SECONDS } from '../../manifest/monitor.ts';
import type { LoopProtection } from '../../mesh/loop-ids.ts';
import { placed, programPath } from '../../os/places.ts';
import type { HostPlan } from '../host-plan.ts';
import { type Part, scriptFile, textFile } from '../part.ts';
import script from '../scripts/monitor.sh';

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
};

const ORIGIN: ManifestPath = ['monitor'];

/** `meshinit-check` by a timer of systemd's, where the manifest asks for it. */
export function monitor({ manifest, networks: [{ mesh }], dataplane, os }: HostPlan): Part[] {
  const asked = manifest.input.monitor;
  if (!asked) return [];
  const { every = DEFAULT_SECONDS, metrics = DEFAULT_METRICS } = asked === true ? {} : asked;
  return [
    {
      settings: {
        MONITOR_METRICS: metrics,
        MONITOR_STATE: dataplane.openvswitch ? STATES[mesh.loops.kind] : '',
      },
      files: [
        scriptFile(programPath('monitor', os), placed(script, os), [ORIGIN]),
        textFile('/etc/systemd/system/meshinit-monitor.service', placed(SERVICE, os), [ORIGIN]),
        textFile('/etc/systemd/system/meshinit-monitor.timer', timer(every), [ORIGIN]),
      ],
      steps: [{ phase: 'watch', does: 'watch the mesh', run: 'enable_units meshinit-monitor.timer' }],
    },
  ];
}
