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
  const switchAndBridge = plan.mesh.layout === 'shared' ? 'br0 docker0' : 'sw0 docker0';
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
        { phase: 'network', does: 'bring up the switch and the bridge', run: `bring_up ${switchAndBridge}` },
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
  kernel: [3, 13],
  cloudInit: '0.7.5',
  cloudInitLacks: {
    apt: 'cloud-init 0.7.5 has no apt: map (0.7.8); use apt_sources',
    'write_files.append': 'cloud-init 0.7.5 cannot append (17.1); write the whole file',
    'write_files.defer': 'cloud-init 0.7.5 cannot defer (21.4)',
    'write_files.source': 'cloud-init 0.7.5 fetches no file for write_files; download it in runcmd',
    snap: 'cloud-init 0.7.5 has no snap module',
    wireguard: 'cloud-init 0.7.5 has no wireguard module (22.3)',
    ansible: 'cloud-init 0.7.5 has no ansible module (22.3)',
  },
  openvswitch: { version: '2.0.2', from: ['distro', 'debs'] },
  stacks: { ifupdown: stack },
  firewalls: { iptables: (plan) => [iptablesPart(plan)], none: () => [] },
  formats: ['cloud-config'],
  docker: { from: ['distro', 'none'], options: 'flags' },
  commands: { everyBoot: [], firstBoot: ['rm -f /var/lib/meshinit/ready', '/usr/local/sbin/meshinit-setup || exit 1'] },
  parts: (plan) => [
    {
      functions: [apt],
      steps: [{ phase: 'install', does: 'install tools', run: 'install_packages bridge-utils curl ca-certificates' }],
    },
    ovsPackages(plan, 'openvswitch-switch'),
    dockerDefaultPart(plan),
    { functions: [upstart] },
    dockerPackages(plan, 'docker.io'),
  ],
} as const satisfies Os;
