import { daemonJsonPart } from '../host/parts/docker-daemon-json.ts';
import { dockerPackages } from '../host/parts/docker-packages.ts';
import { nftablesPart } from '../host/parts/firewall-nftables.ts';
import { networkdStack } from '../host/parts/stack-networkd.ts';
import { systemdCommands, systemdPart } from '../host/parts/systemd-units.ts';
import dnf from '../host/scripts/dnf.sh';
import { cloudInitLacks } from './cloud-init-lacks.ts';
import type { Os } from './os.ts';

/** OPTIONS in the package's /etc/sysconfig/docker. */
const TAKEN = ['default-ulimits'];

/**
 * Amazon Linux 2023: systemd-networkd keeps its network, and Amazon's own files and scripts for it look at Amazon's
 * network cards alone. No Open vSwitch is packaged for it, so the kernel's own VXLAN carries the mesh.
 */
export const amazonLinux2023 = {
  id: 'amazon-linux-2023',
  title: 'Amazon Linux 2023',
  image: { network: 'systemd-networkd with amazon-ec2-net-utils', firewall: 'none' },
  kernel: [6, 1],
  cloudInit: '22.2.2',
  cloudInitLacks: {
    ...cloudInitLacks('22.2.2'),
    apk_repos: 'Amazon Linux has no apk; use yum_repos',
    apt: 'Amazon Linux has no apt; use yum_repos',
    zypper: 'Amazon Linux has no zypper; use yum_repos',
  },
  wireguard: { package: 'wireguard-tools' },
  names: { packages: ['dnsmasq', 'python3', 'nftables'], networkd: true },
  swarm: { packages: ['socat'] },
  dataplanes: { linux: () => [] },
  stacks: { systemd: (plan) => [networkdStack(plan)] },
  firewalls: {
    nftables: (plan) => [{ tools: ['nftables'] }, nftablesPart(plan)],
    none: () => [],
  },
  formats: ['cloud-config', 'script'],
  docker: {
    from: {
      distro: { packages: ['docker'], major: 25, takenKeys: TAKEN },
      none: { packages: [], takenKeys: TAKEN },
    },
    service: 'docker.service',
    options: 'daemon.json',
  },
  followsNames: false,
  commands: systemdCommands,
  parts: (plan) => [{ functions: [dnf] }, systemdPart(plan), daemonJsonPart(plan), ...dockerPackages(plan)],
  cannot: [
    'Open vSwitch: neither its repositories nor others have it for this system.',
    'Docker’s own packages: their repository has none for this system.',
  ],
  sources: ['amazon-ec2-net-utils, 80-ec2.network', 'reports of running hosts on the package docker'],
  unconfirmed: [
    'that no repository has Open vSwitch',
    'that images have no active firewall',
    'the last day of its support',
    'that its Docker is older than 28, where IPv6 on the default network is asked for; if not, Docker does not start there',
    'a boot on Amazon’s network: its files ran under systemd-networkd 252 in namespaces',
  ],
} as const satisfies Os;
