import { dockerPackages } from '../host/parts/docker-packages.ts';
import { dockerSysconfigPart } from '../host/parts/docker-sysconfig.ts';
import { firewalldPart } from '../host/parts/firewall-firewalld.ts';
import { ovsPackages } from '../host/parts/ovs-packages.ts';
import { ifcfgStack } from '../host/parts/stack-ifcfg.ts';
import { systemdCommands, systemdPart } from '../host/parts/systemd-units.ts';
import yum from '../host/scripts/yum.sh';
import type { Os } from './os.ts';

const OPENVSWITCH = 'openvswitch.service';

/**
 * Seed 002's system. Its mirrors are gone; EPEL and the OpenStack release package's Open vSwitch come from the vault.
 * SELinux stays on.
 */
export const centos7 = {
  id: 'centos-7',
  title: 'CentOS 7',
  supportEnded: '2024-06-30',
  kernel: [3, 10],
  // Red Hat carried the tunnels of later kernels back; the article runs VXLAN on it.
  backports: ['gre', 'vxlan', 'geneve'],
  cloudInit: '18.5',
  cloudInitLacks: {
    'write_files.defer': 'cloud-init 18.5 cannot defer (21.4)',
    'write_files.source': 'cloud-init 18.5 fetches no file for write_files; download it in runcmd',
    wireguard: 'cloud-init 18.5 has no wireguard module (22.3)',
    ansible: 'cloud-init 18.5 has no ansible module (22.3)',
    apt: 'CentOS has no apt; use yum_repos',
  },
  openvswitch: { version: '2.12.0', from: ['distro', 'rpms'] },
  stacks: { ifcfg: (plan) => [ifcfgStack(plan, OPENVSWITCH)] },
  firewalls: {
    firewalld: (plan) => [
      { steps: [{ phase: 'install', does: 'install firewalld', run: 'install_packages firewalld' }] },
      // firewalld 0.6 there: the direct interface is the article's, and not yet deprecated.
      firewalldPart(plan, 'direct'),
    ],
    none: () => [],
  },
  formats: ['cloud-config'],
  docker: {
    from: ['distro', 'none'],
    options: 'daemon.json',
    iptables: false,
    // OPTIONS in the package's /etc/sysconfig/docker.
    takenKeys: ['selinux-enabled', 'log-driver', 'signature-verification'],
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
    ovsPackages(plan, 'openvswitch'),
    { steps: [{ phase: 'install', does: 'start Open vSwitch', run: `enable_units ${OPENVSWITCH}` }] },
    systemdPart(plan),
    dockerSysconfigPart(plan),
    dockerPackages(plan, 'docker'),
  ],
} as const satisfies Os;
