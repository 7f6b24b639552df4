import { type HostPlan, origins } from '../host/host-plan.ts';
import { type Part, textFile } from '../host/part.ts';
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
import type { Os } from './os.ts';

const MESH_JOB = `description "meshinit: verifies what ifupdown built"
start on net-device-up IFACE=docker0
task
exec /usr/local/sbin/meshinit-mesh
`;

const SETUP_JOB = `description "meshinit: first boot"
# cloud-init runs it once; a boot that was cut short is taken up again here.
start on stopped cloud-final
task
script
  [ -e /var/lib/meshinit/ready ] || exec /usr/local/sbin/meshinit-setup
end script
`;

const DOCKER_OVERRIDE = `# Docker starts when the mesh was found whole, not with the first interface.
start on stopped meshinit-mesh RESULT=ok
`;

function stack(plan: HostPlan): Part[] {
  return [
    {
      files: [
        textFile(
          '/etc/meshinit/interfaces',
          interfacesHeader(plan) + interfaces(plan, { tunnels: 'OVSPort', hidesAssigned: true }),
          [origins.network, ...origins.peers(plan)],
        ),
        meshScript(plan, 'nothing'),
        textFile('/etc/init/meshinit-mesh.conf', MESH_JOB, [origins.network]),
        textFile('/etc/init/meshinit-setup.conf', SETUP_JOB, [origins.host(plan)]),
        textFile('/etc/init/docker.override', DOCKER_OVERRIDE, [origins.docker]),
      ],
      functions: [ifupdown, interfacesFile],
      steps: [
        { phase: 'network', does: 'put the mesh into /etc/network/interfaces', run: 'put_interfaces' },
        {
          phase: 'network',
          does: 'bring up the switch and the bridge',
          run: `bring_up ${plan.layout.switchName} docker0`,
        },
        { phase: 'mesh', does: 'verify the mesh', run: '/usr/local/sbin/meshinit-mesh' },
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
  kernel: [3, 13],
  cloudInit: '0.7.5',
  // Of the tag ubuntu/0.7.5-0ubuntu1.23 in cloud-init's repository, its debian/patches included: those add hashed_passwd.
  cloudInitLacks: {
    allow_userdata: 'cloud-init 0.7.5 does not know it',
    allow_public_ssh_keys: 'cloud-init 0.7.5 always takes the provider’s keys (19.3)',
    ansible: 'cloud-init 0.7.5 has no ansible module (22.3)',
    apk_repos: 'Ubuntu has no apk',
    apt: 'cloud-init 0.7.5 has no apt: map (0.7.8); use apt_sources',
    apt_custom_sources_list: 'cloud-init 0.7.5 does not know it (0.7.7); write a file to /etc/apt/sources.list.d',
    autoinstall: 'Ubuntu 14.04 has no installer that reads it',
    ca_certs: 'cloud-init 0.7.5 spells it ca-certs (ca_certs: 22.1)',
    'chpasswd.users': 'cloud-init 0.7.5 knows chpasswd.list alone (22.3)',
    device_aliases: 'cloud-init 0.7.5 does not know it (0.7.9); name the device itself',
    drivers: 'cloud-init 0.7.5 has no ubuntu_drivers module (19.1)',
    fan: 'cloud-init 0.7.5 has no fan module (0.7.7)',
    grub_dpkg: 'cloud-init 0.7.5 spells it grub-dpkg (grub_dpkg: 0.7.7)',
    keyboard: 'cloud-init 0.7.5 has no keyboard module (22.1)',
    lxd: 'cloud-init 0.7.5 has no lxd module (0.7.7)',
    ntp: 'cloud-init 0.7.5 has no ntp module (0.7.8); install ntp with packages',
    'power_state.condition': 'cloud-init 0.7.5 changes the power state without a condition (0.7.7)',
    prefer_fqdn_over_hostname: 'cloud-init 0.7.5 does not know it (21.2)',
    reporting: 'cloud-init 0.7.5 reports nowhere (0.7.7)',
    rh_subscription: 'Ubuntu has no Red Hat subscription',
    snap: 'cloud-init 0.7.5 has no snap module',
    snappy: 'cloud-init 0.7.5 has no snappy module (0.7.7)',
    spacewalk: 'cloud-init 0.7.5 has no spacewalk module (0.7.8)',
    ssh: 'cloud-init 0.7.5 has no ssh: map (21.1)',
    ssh_publish_hostkeys: 'cloud-init 0.7.5 publishes no host keys (19.3)',
    ssh_quiet_keygen: 'cloud-init 0.7.5 does not know it (21.4)',
    swap: 'cloud-init 0.7.5 makes no swap file (0.7.6); make it in runcmd',
    'ubuntu-advantage': 'cloud-init 0.7.5 has no ubuntu_advantage module (18.2)',
    ubuntu_advantage: 'cloud-init 0.7.5 has no ubuntu_advantage module (19.1)',
    updates: 'cloud-init 0.7.5 has no hotplug (21.3)',
    'users.create_groups': 'cloud-init 0.7.5 does not know it (0.7.7)',
    'users.snapuser': 'cloud-init 0.7.5 makes no snap users (0.7.9)',
    'users.ssh_redirect_user': 'cloud-init 0.7.5 does not know it (18.4)',
    'users.uid': 'cloud-init 0.7.5 lets the system choose a user’s number (0.7.7)',
    vendor_data2: 'cloud-init 0.7.5 does not know it',
    warnings: 'cloud-init 0.7.5 does not know it (17.1)',
    wireguard: 'cloud-init 0.7.5 has no wireguard module (22.3)',
    'write_files.append': 'cloud-init 0.7.5 cannot append (17.1); write the whole file',
    'write_files.defer': 'cloud-init 0.7.5 cannot defer (21.4)',
    'write_files.source': 'cloud-init 0.7.5 fetches no file for write_files; download it in runcmd',
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
  },
  commands: {
    everyBoot: [],
    firstBoot: ['rm -f /var/lib/meshinit/ready', '/usr/local/sbin/meshinit-setup || exit 1'],
    // A Docker that runs with other options has a bridge of its own: it is started again on the mesh's.
    onceWritten: [
      'case $changed in *docker*) case $(initctl status docker 2>&1) in *running*) initctl stop docker ;; esac ;; esac',
    ],
  },
  parts: (plan) => [
    {
      functions: [apt],
      steps: [{ phase: 'install', does: 'install tools', run: 'install_packages bridge-utils curl ca-certificates' }],
    },
    dockerDefaultPart(plan),
    { functions: [upstart] },
    ...dockerPackages(plan),
  ],
  cannot: ['Docker’s own packages: their repository has none for this system.'],
  sources: ['Open vSwitch v2.0.2 and v2.3.1, `debian/`', 'cloud-init 0.7.5-0ubuntu1.23'],
  unconfirmed: [
    'docker.io’s version',
    'ifupdown’s version 0.7.47',
    'that ufw is inactive',
    'that the archive still serves the release',
  ],
} as const satisfies Os;
