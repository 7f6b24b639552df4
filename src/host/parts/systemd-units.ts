import type { Commands } from '../../os/os-facts.ts';
import { placed, programPath } from '../../os/places.ts';
import { type HostPlan, hasMesh, origins } from '../host-plan.ts';
import { type Part, type PlannedFile, textFile } from '../part.ts';
import systemd from '../scripts/systemd.sh';

const SETUP_UNIT = `[Unit]
Description=meshinit: first boot
# An interrupted or failed boot continues at the next one.
ConditionPathExists=!/var/lib/meshinit/ready
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
ExecStart=@SBIN@/meshinit-setup

[Install]
WantedBy=multi-user.target
`;

const SETUP_PATH = '/etc/systemd/system/meshinit-setup.service';

const DOCKER_DROP_IN = `[Unit]
Wants=meshinit-mesh.service

[Service]
# Without an address of its bridge Docker would invent one.
ExecStartPre=@SBIN@/meshinit-mesh --ready
`;

/** The first boot's unit is started here and taken up again by systemd; Docker of the image's own is held back. */
export const systemdCommands = {
  everyBoot: ['[ -e /var/lib/meshinit/ready ] || systemctl mask --runtime docker'],
  firstBoot: [
    'rm -f /var/lib/meshinit/ready',
    'systemctl enable meshinit-setup',
    'systemctl start meshinit-setup || exit 1',
  ],
  starter: SETUP_PATH,
  // A Docker that runs with other options has a bridge of its own: it is started again on the mesh's.
  onceWritten: [
    'case $changed in *docker*) ! systemctl is-active --quiet docker.service || systemctl stop docker.service ;; esac',
  ],
  docker: { reload: 'systemctl reload docker.service', restart: 'systemctl restart docker.service' },
} as const satisfies Commands;

/**
 * The same where Ignition has written all files before systemd starts. Docker is held back by its drop-in, and the
 * firewall stands before anything that starts Docker early could bring up the mesh.
 */
export const ignitionCommands = {
  ...systemdCommands,
  enables: ['meshinit-setup.service', 'meshinit-firewall.service'],
} as const satisfies Commands;

/** What every systemd host has: the first boot as a unit, and Docker held back until its bridge stands. */
export function systemdPart(plan: HostPlan): Part {
  return {
    files: [
      textFile(SETUP_PATH, placed(SETUP_UNIT, plan.os), [origins.host(plan)]),
      textFile('/etc/systemd/system/docker.service.d/meshinit.conf', placed(DOCKER_DROP_IN, plan.os), [origins.docker]),
    ],
    functions: [systemd],
    steps: [
      { phase: 'mesh', does: 'bring up the mesh', run: 'enable_units meshinit-mesh' },
      { phase: 'docker', does: 'release Docker', run: 'systemctl unmask --runtime docker' },
    ],
  };
}

/** Units around the mesh's own. */
interface Around {
  readonly after: readonly string[];
  /** Those that take the mesh apart when they are stopped. */
  readonly partOf?: readonly string[];
  /** The system's unit of Open vSwitch. */
  readonly openvswitch?: string;
}

/** The unit that stands before Docker at every boot. */
export function meshUnit(plan: HostPlan, { after, partOf = [], openvswitch }: Around): PlannedFile {
  const title = hasMesh(plan) ? `${plan.dataplane.title} mesh and Docker's bridge` : "what carries Docker's overlay";
  const needed = plan.dataplane.openvswitch && openvswitch !== undefined ? [openvswitch] : [];
  const units = [...after, ...needed].join(' ');
  const content = `[Unit]
Description=meshinit: ${title}
Wants=${units}
After=${units}
${partOfLines([...partOf, ...needed])}Before=docker.service

[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=${programPath('mesh', plan.os)}

[Install]
WantedBy=multi-user.target
`;
  return textFile('/etc/systemd/system/meshinit-mesh.service', content, [
    ...origins.networks(plan),
    origins.host(plan),
  ]);
}

const partOfLines = (units: readonly string[]): string =>
  units.length === 0 ? '' : `# A restart of this may take ports away.\nPartOf=${units.join(' ')}\n`;
