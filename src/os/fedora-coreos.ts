import { type HostPlan, origins } from '../host/host-plan.ts';
import { type Part, textFile } from '../host/part.ts';
import { daemonJsonPart } from '../host/parts/docker-daemon-json.ts';
import { dockerPackages } from '../host/parts/docker-packages.ts';
import { nftablesPart } from '../host/parts/firewall-nftables.ts';
import { networkManagerPart } from '../host/parts/network-manager.ts';
import { ovsPackages } from '../host/parts/ovs-packages.ts';
import { systemdStack } from '../host/parts/stack-systemd.ts';
import { ignitionCommands, systemdPart } from '../host/parts/systemd-units.ts';
import rpmOstree from '../host/scripts/rpm-ostree.sh';
import { mobyEngine } from './moby-engine.ts';
import type { Os } from './os.ts';

const OPENVSWITCH = 'openvswitch.service';

const ZINCATI_DROP_IN = `[Unit]
# Only one program can change the image at a time: updates wait for the first boot's work.
After=meshinit-setup.service
`;

/** Layered on the image, which takes one more boot. */
const openvswitch = (plan: HostPlan): Part[] => [
  {
    files: [textFile('/etc/systemd/system/zincati.service.d/meshinit.conf', ZINCATI_DROP_IN, [origins.ovs])],
    functions: [rpmOstree],
  },
  ovsPackages(plan),
  { steps: [{ phase: 'install', does: 'start Open vSwitch', run: `enable_units ${OPENVSWITCH}` }] },
];

/** Fedora CoreOS: an image that nothing is installed on, so the kernel's own VXLAN carries the mesh by default. */
export const fedoraCoreos = {
  id: 'fedora-coreos',
  title: 'Fedora CoreOS (stable)',
  image: { network: 'NetworkManager with key files', firewall: 'none' },
  kernel: [6, 17],
  openvswitch: {
    version: '3.4.0',
    from: ['distro'],
    package: 'openvswitch',
    repositoryTitle: 'Fedora, layered on the image with one more boot',
    service: OPENVSWITCH,
  },
  wireguard: {},
  // The image has socat (fedora-coreos-config, manifests/fedora-coreos-base.yaml).
  swarm: { packages: [] },
  dataplanes: { linux: () => [], ovs: openvswitch },
  stacks: { systemd: (plan) => [systemdStack(plan, OPENVSWITCH)] },
  firewalls: { nftables: (plan) => [nftablesPart(plan)], none: () => [] },
  formats: ['ignition', 'script'],
  docker: {
    from: { distro: { packages: [], major: 28, ...mobyEngine }, none: { packages: [], ...mobyEngine } },
    service: 'docker.service',
    options: 'daemon.json',
  },
  commands: ignitionCommands,
  parts: (plan) => [networkManagerPart(plan), systemdPart(plan), daemonJsonPart(plan), ...dockerPackages(plan)],
  cannot: [
    '`names`: the image has no Python.',
    'firewalld: the image has none, and layering it would take one more boot; nftables is there.',
    'Docker’s own packages: the image has Docker, and both cannot be there.',
    '`ovs.from: {rpms}`: Open vSwitch is layered from Fedora’s own repositories.',
  ],
  sources: [
    'Fedora CoreOS’s documentation, os-extensions.adoc',
    'fedora-coreos-config, manifests/networking-tools.yaml, for NetworkManager, iproute, iptables and nftables',
    'the package moby-engine',
  ],
  unconfirmed: [
    'that its Docker is 28 or newer, where IPv6 on the default network is asked for; if not, Docker does not start there',
    'the versions of its kernel and Open vSwitch, of which each release has others',
    'the options that moby-engine’s service passes',
    'that the image has ping, which only meshinit-check needs',
    'a boot: its documents went through Ignition’s validator and its scripts ran in namespaces',
  ],
} as const satisfies Os;
