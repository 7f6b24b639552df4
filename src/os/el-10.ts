import { dockerCeDnf } from '../host/parts/docker-ce-dnf.ts';
import { dataplanesWith, elFamily as family, nftablesBackend, nfvRepository } from './el-family.ts';

const dockerCe = dockerCeDnf('rhel', '10');

/** What the rebuilds of Red Hat Enterprise Linux 10 share. */
export const el10 = {
  image: { network: 'NetworkManager with key files', firewall: 'firewalld 2' },
  kernel: [6, 12],
  cloudInit: '24.4',
  cloudInitLacks: family.lacks,
  openvswitch: {
    version: '3.5.3',
    from: ['distro', 'rpms'],
    package: 'openvswitch3.5',
    repositoryTitle: 'the CentOS NFV SIG for 10-stream',
    service: family.service,
  },
  wireguard: { package: 'wireguard-tools' },
  frr: { package: 'frr' },
  names: family.names,
  swarm: family.swarm,
  dataplanes: dataplanesWith(nfvRepository('https://mirror.stream.centos.org/SIGs/10-stream/nfv')),
  stacks: { systemd: family.systemd },
  firewalls: family.firewalls,
  formats: ['cloud-config', 'script'],
  docker: {
    from: {
      'docker-ce': {
        ...dockerCe,
        daemon: nftablesBackend,
      },
      none: { packages: [], compose: { version: [2, 0] } },
    },
    service: 'docker.service',
    options: 'daemon.json',
  },
  commands: family.commands,
  parts: family.parts,
  cannot: [
    'Docker from the distribution: it packages podman instead.',
    '`network.stack: ifcfg`: network-scripts are gone since 9.',
    'Docker’s swarm, while Docker keeps its rules in nftables; `docker.daemon: { firewall-backend: iptables }` needs the package kernel-modules-extra.',
  ],
  sources: [
    'a listing of the SIG’s 10-stream repository of September 2026, for `openvswitch3.5-3.5.3-5.el10s`',
    'docker-ce-packaging, rhel 10, and its issue 1340',
    'docker/for-linux, issue 1559',
    'cloud-init 24.4-3.el10_0 in AlmaLinux’s vault',
  ],
  unconfirmed: [
    ...family.unconfirmed,
    'that its repositories have frr with the daemons of EVPN, which was run on Debian 12 and only read elsewhere',
    'that its own repositories have wireguard-tools',
    'that the distribution’s repositories have centos-release-nfv-openvswitch for 10, and that its key passes the system’s ban of SHA-1',
  ],
} as const;
