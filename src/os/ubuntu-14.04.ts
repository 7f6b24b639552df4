import { type HostPlan, origins } from '../host/host-plan.ts';
import { type Part, textFile } from '../host/part.ts';
import { furtherSettings } from '../host/parts/build-settings.ts';
import { dockerDefaultPart } from '../host/parts/docker-default.ts';
import { dockerPackages } from '../host/parts/docker-packages.ts';
import { iptablesPart } from '../host/parts/firewall-iptables.ts';
import { meshScript } from '../host/parts/mesh-script.ts';
import { ovsPackages } from '../host/parts/ovs-packages.ts';
import { interfaces, interfacesHeader } from '../host/parts/stack-ifupdown.ts';
import apt from '../host/scripts/apt.sh';
import ifupdown from '../host/scripts/ifupdown.sh';
import interfacesFile from '../host/scripts/interfaces-file.sh';
import upstart from '../host/scripts/upstart.sh';
import { cloudInitLacks } from './cloud-init-lacks.ts';
import type { Os } from './os.ts';
import { placed, programPath } from './places.ts';

const MESH_JOB = `description "meshinit: joins what ifupdown built, and verifies it"
start on net-device-up IFACE=docker0
task
exec @SBIN@/meshinit-mesh
`;

const OVS_JOB = `description "meshinit: Open vSwitch runs before networking brings up the mesh"
# Its own job starts beside networking, whose hooks then fail silently.
start on starting networking
task
script
  start openvswitch-switch || :
  for try in $(seq 30); do
    [ ! -S /var/run/openvswitch/db.sock ] || [ ! -e /var/run/openvswitch/ovs-vswitchd.pid ] || exit 0
    sleep 1
  done
end script
`;

const SETUP_PATH = '/etc/init/meshinit-setup.conf';

const SETUP_JOB = `description "meshinit: first boot"
# cloud-init runs it once; an interrupted boot continues here.
start on stopped cloud-final
task
script
  [ -e /var/lib/meshinit/ready ] || exec @SBIN@/meshinit-setup
end script
`;

const DOCKER_OVERRIDE = `# Docker starts once the mesh is verified, not with the first interface.
start on stopped meshinit-mesh RESULT=ok
`;

/** The hook of later packages, which are given by URL, starts Open vSwitch itself. */
const isFromArchive = ({ manifest }: HostPlan): boolean => (manifest.input.ovs?.from ?? 'distro') === 'distro';

function stack(plan: HostPlan): Part[] {
  const [
    {
      mesh: { names },
    },
  ] = plan.networks;
  return [
    {
      ...furtherSettings(plan),
      files: [
        textFile(
          '/etc/meshinit/interfaces',
          interfacesHeader(plan) + interfaces(plan, { tunnels: 'OVSPort', hidesAssigned: true, staysUp: false }),
          [...origins.networks(plan), ...origins.peers(plan)],
        ),
        meshScript(plan, 'what ifupdown cannot'),
        ...(isFromArchive(plan) ? [textFile('/etc/init/meshinit-ovs.conf', OVS_JOB, [origins.ovs])] : []),
        textFile('/etc/init/meshinit-mesh.conf', placed(MESH_JOB, plan.os), origins.networks(plan)),
        textFile(SETUP_PATH, placed(SETUP_JOB, plan.os), [origins.host(plan)]),
        textFile('/etc/init/docker.override', DOCKER_OVERRIDE, [origins.docker]),
      ],
      functions: [ifupdown, interfacesFile],
      steps: [
        { phase: 'network', does: 'put the mesh into /etc/network/interfaces', run: 'put_interfaces' },
        {
          phase: 'network',
          does: 'bring up the switch and the bridge',
          run: `bring_up ${names.switch} ${names.bridge}`,
        },
        { phase: 'mesh', does: 'join and verify the mesh', run: programPath('mesh', plan.os) },
      ],
    },
  ];
}

/**
 * Seed 001's system. Upstart, no `apt:` map, and an Open vSwitch whose init script reads /etc/network/interfaces alone
 * (ovs v2.3.1 debian/openvswitch-switch.init).
 */
export const ubuntu1404 = {
  id: 'ubuntu-14.04',
  title: 'Ubuntu 14.04 LTS',
  supportEnded: '2019-04-25',
  image: { network: 'ifupdown, services by upstart', firewall: 'ufw, inactive' },
  timers: false,
  runsNoContainers: 'has no systemd, and may have a Docker older than 1.10',
  kernel: [3, 13],
  cloudInit: '0.7.5',
  // Of the tag ubuntu/0.7.5-0ubuntu1.23 in cloud-init's repository, its debian/patches included: those add hashed_passwd.
  cloudInitLacks: {
    ...cloudInitLacks('0.7.5'),
    allow_userdata: 'cloud-init 0.7.5 does not know it',
    apk_repos: 'Ubuntu has no apk',
    apt_custom_sources_list: 'cloud-init 0.7.5 does not know it (0.7.7); write a file to /etc/apt/sources.list.d',
    autoinstall: 'Ubuntu 14.04 has no installer that reads it',
    device_aliases: 'cloud-init 0.7.5 does not know it (0.7.9); name the device itself',
    fan: 'cloud-init 0.7.5 has no fan module (0.7.7)',
    grub_dpkg: 'cloud-init 0.7.5 spells it grub-dpkg (grub_dpkg: 0.7.7)',
    lxd: 'cloud-init 0.7.5 has no lxd module (0.7.7)',
    'power_state.condition': 'cloud-init 0.7.5 changes the power state without a condition (0.7.7)',
    reporting: 'cloud-init 0.7.5 reports nowhere (0.7.7)',
    rh_subscription: 'Ubuntu has no Red Hat subscription',
    snappy: 'cloud-init 0.7.5 has no snappy module (0.7.7)',
    swap: 'cloud-init 0.7.5 makes no swap file (0.7.6); make it in runcmd',
    'ubuntu-advantage': 'cloud-init 0.7.5 has no ubuntu_advantage module (18.2)',
    'users.create_groups': 'cloud-init 0.7.5 does not know it (0.7.7)',
    'users.uid': 'cloud-init 0.7.5 lets the system choose a user’s number (0.7.7)',
    vendor_data2: 'cloud-init 0.7.5 does not know it',
    warnings: 'cloud-init 0.7.5 does not know it (17.1)',
    zypper: 'Ubuntu has no zypper',
  },
  openvswitch: {
    version: '2.0.2',
    from: ['distro', 'debs'],
    package: 'openvswitch-switch',
    service: 'openvswitch-switch',
  },
  dataplanes: { ovs: (plan) => [ovsPackages(plan)] },
  stacks: { ifupdown: stack },
  firewalls: { iptables: (plan) => [iptablesPart(plan)], none: () => [] },
  formats: ['cloud-config', 'script'],
  docker: {
    from: { distro: { packages: ['docker.io'] }, none: { packages: [] } },
    service: 'docker',
    options: 'flags',
    hasNetworks: false,
  },
  commands: {
    everyBoot: [],
    firstBoot: ['rm -f /var/lib/meshinit/ready', `${programPath('setup', {})} || exit 1`],
    starter: SETUP_PATH,
    // A Docker that runs with other options has a bridge of its own: it is started again on the mesh's.
    onceWritten: [
      'case $changed in *docker*) case $(initctl status docker 2>&1) in *running*) initctl stop docker ;; esac ;; esac',
    ],
    docker: { reload: 'initctl reload docker', restart: 'initctl restart docker' },
  },
  parts: (plan) => [
    { functions: [apt], tools: ['bridge-utils', 'curl', 'ca-certificates'] },
    dockerDefaultPart(plan),
    { functions: [upstart] },
    ...dockerPackages(plan),
  ],
  cannot: [
    '`names`: services are started by upstart.',
    'Docker’s own packages: their repository has none for this system.',
  ],
  sources: ['Open vSwitch v2.0.2 and v2.3.1, `debian/`', 'cloud-init 0.7.5-0ubuntu1.23'],
  unconfirmed: [
    'docker.io’s version',
    'ifupdown’s version 0.7.47',
    'that ufw is inactive',
    'that the archive still serves the release',
  ],
} as const satisfies Os;
