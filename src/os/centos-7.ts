import { dockerPackages } from '../host/parts/docker-packages.ts';
import { dockerSysconfigPart } from '../host/parts/docker-sysconfig.ts';
import { firewalldDirectPart } from '../host/parts/firewall-firewalld-direct.ts';
import { ovsPackages } from '../host/parts/ovs-packages.ts';
import { ifcfgStack } from '../host/parts/stack-ifcfg.ts';
import { systemdCommands, systemdPart } from '../host/parts/systemd-units.ts';
import yum from '../host/scripts/yum.sh';
import { cloudInitLacks } from './cloud-init-lacks.ts';
import type { Os } from './os.ts';

const OPENVSWITCH = 'openvswitch.service';

/** OPTIONS in the package's /etc/sysconfig/docker. */
const TAKEN = ['selinux-enabled', 'log-driver', 'signature-verification'] as const;

/**
 * Seed 002's system. Its mirrors are gone; EPEL and the OpenStack release package's Open vSwitch come from the vault.
 * SELinux stays on.
 */
export const centos7 = {
  id: 'centos-7',
  title: 'CentOS 7',
  supportEnded: '2024-06-30',
  image: { network: 'network-scripts (`ifcfg` files)', firewall: 'firewalld, whose presence differs between images' },
  runsNoContainers: 'has curl 7.29, which cannot speak to Docker’s socket (7.40 can)',
  kernel: [3, 10],
  // Red Hat carried the tunnels of later kernels back; the article runs VXLAN on it.
  backports: ['gre', 'vxlan', 'geneve'],
  cloudInit: '18.5',
  // What upstream's tag 18.5 lacks and 19.4 too, which later images may have; Red Hat's patches were not to be had.
  cloudInitLacks: {
    ...cloudInitLacks('18.5'),
    apk_repos: 'CentOS has no apk; use yum_repos',
    apt: 'CentOS has no apt; use yum_repos',
    zypper: 'CentOS has no zypper; use yum_repos',
  },
  openvswitch: {
    version: '2.12.0',
    from: ['distro', 'rpms'],
    package: 'openvswitch',
    repositoryTitle: 'the vault’s `centos-release-openstack-train`',
    service: OPENVSWITCH,
  },
  names: { packages: ['dnsmasq', 'python3', 'iptables'], filter: 'iptables' },
  // 3.3.11 of the extras, as docker itself: one package of both, whose unit has the user etcd (puppetlabs-kubernetes#290).
  etcd: { version: [3, 3], server: ['etcd'], client: ['etcd'] },
  dataplanes: {
    ovs: (plan) => [
      ovsPackages(plan),
      { steps: [{ phase: 'install', does: 'start Open vSwitch', run: `enable_units ${OPENVSWITCH}` }] },
    ],
  },
  stacks: { ifcfg: (plan) => [ifcfgStack(plan, OPENVSWITCH)] },
  firewalls: {
    firewalld: (plan) => [
      { steps: [{ phase: 'install', does: 'install firewalld', run: 'install_packages firewalld' }] },
      // firewalld 0.6 there: the direct interface is the article's, and not yet deprecated.
      firewalldDirectPart(plan),
    ],
    none: () => [],
  },
  formats: ['cloud-config', 'script'],
  docker: {
    from: { distro: { packages: ['docker'], major: 1, takenKeys: TAKEN }, none: { packages: [], takenKeys: TAKEN } },
    service: 'docker.service',
    options: 'daemon.json',
    iptables: false,
  },
  commands: systemdCommands,
  parts: (plan) => [
    {
      functions: [yum],
      steps: [
        {
          phase: 'install',
          does: 'take packages from the vault',
          run: 'install_releases epel-release centos-release-openstack-train',
        },
        { phase: 'install', does: 'install tools', run: 'install_packages bridge-utils' },
      ],
    },
    systemdPart(plan),
    dockerSysconfigPart(plan),
    ...dockerPackages(plan),
  ],
  cannot: ['Docker’s own packages: their repository no longer has any for this system.'],
  sources: ['the archived mirror tree 7.9.2009', 'cloud-init’s tag 18.5', 'the packages docker 1.13 and openvswitch'],
  unconfirmed: [
    'the exact package of Open vSwitch',
    'cloud-init’s version',
    'firewalld’s version, and whether images have it',
    '`overlay` with `engine: store`: not run there; held against the source of its etcd, 3.3.11. Docker is kept from iptables, so it masquerades nothing of such networks',
  ],
} as const satisfies Os;
