import { daemonJsonPart } from '../host/parts/docker-daemon-json.ts';
import { dockerPackages } from '../host/parts/docker-packages.ts';
import { nftablesPart } from '../host/parts/firewall-nftables.ts';
import { networkdStack } from '../host/parts/stack-networkd.ts';
import { ignitionCommands, systemdPart } from '../host/parts/systemd-units.ts';
import type { Os } from './os.ts';
import type { DockerSource } from './os-facts.ts';

const DOCKER = {
  packages: [],
  command:
    '/usr/bin/dockerd --host=fd:// --containerd=/run/containerd/containerd.sock $DOCKER_SELINUX $DOCKER_OPTS $DOCKER_CGROUPS $DOCKER_OPT_BIP $DOCKER_OPT_MTU $DOCKER_OPT_IPMASQ',
  takenKeys: ['selinux-enabled'],
} as const satisfies DockerSource;

/** Flatcar Container Linux: /usr is read-only, and systemd-networkd keeps the network. */
export const flatcar = {
  id: 'flatcar',
  title: 'Flatcar Container Linux (stable)',
  image: { network: 'systemd-networkd', firewall: 'none' },
  kernel: [6, 6],
  wireguard: {},
  dataplanes: { linux: () => [] },
  stacks: { systemd: (plan) => [networkdStack(plan)] },
  firewalls: { nftables: (plan) => [nftablesPart(plan)], none: () => [] },
  formats: ['ignition', 'script'],
  places: { SBIN: '/opt/bin', LIB: '/opt/lib/meshinit' },
  docker: {
    from: { distro: { ...DOCKER, major: 28 }, none: DOCKER },
    service: 'docker.service',
    options: 'daemon.json',
  },
  followsNames: false,
  commands: ignitionCommands,
  parts: (plan) => [systemdPart(plan), daemonJsonPart(plan), ...dockerPackages(plan)],
  cannot: [
    '`names`: the image has neither dnsmasq nor Python.',
    'Open vSwitch: neither the image nor its documentation has it.',
    'firewalld: the image has none, and nothing is installed there; nftables is there.',
    'Docker’s own packages: the image has Docker, and no package manager.',
  ],
  sources: [
    'Flatcar’s documentation, network-config-with-networkd.md and customizing-docker.md',
    'public Ignition files that repeat its docker.service',
  ],
  unconfirmed: [
    'that its Docker is 28 or newer, where IPv6 on the default network is asked for; if not, Docker does not start there',
    'the version of its kernel, of which each release has another',
    'that the image has nft; if not, the first boot says so',
    'the last day of its support: each release gets updates until the next',
    'a boot: its documents went through Ignition’s validator and its files ran under systemd-networkd 252 in namespaces',
  ],
} as const satisfies Os;
