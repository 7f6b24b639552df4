import { dockerCeDnf } from '../host/parts/docker-ce-dnf.ts';
import { dataplanesWith, elFamily as family, nfvRepository } from './el-family.ts';

/** What the rebuilds of Red Hat Enterprise Linux 9 share. */
export const el9 = {
  image: { network: 'NetworkManager with key files', firewall: 'firewalld 1' },
  kernel: [5, 14],
  cloudInit: '23.4',
  cloudInitLacks: {
    ...family.lacks,
    'write_files.source': 'cloud-init 23.4 fetches no file for write_files; download it in runcmd',
  },
  openvswitch: {
    version: '3.3.0',
    from: ['distro', 'rpms'],
    package: 'openvswitch3.3',
    repositoryTitle: 'the CentOS NFV SIG for 9-stream',
    service: family.service,
  },
  wireguard: { package: 'wireguard-tools' },
  frr: { package: 'frr' },
  names: family.names,
  swarm: family.swarm,
  dataplanes: dataplanesWith(nfvRepository('https://mirror.stream.centos.org/SIGs/9-stream/nfv')),
  stacks: { systemd: family.systemd },
  firewalls: family.firewalls,
  formats: ['cloud-config', 'script'],
  docker: {
    from: { 'docker-ce': dockerCeDnf('rhel', '9'), none: { packages: [], compose: { version: [2, 0] } } },
    service: 'docker.service',
    options: 'daemon.json',
  },
  commands: family.commands,
  parts: family.parts,
  cannot: [
    'Docker from the distribution: it packages podman instead.',
    '`network.stack: ifcfg`: network-scripts are gone since 9.',
  ],
  sources: [
    'MicroShift’s documentation, for the SIG’s repository',
    'public scripts that install `openvswitch3.3` on Rocky Linux 9',
    'docker-ce-packaging, rhel 9',
    'cloud-init 23.4-7.el9_4 as VMware’s tests of guest systems list it',
  ],
  unconfirmed: [
    ...family.unconfirmed,
    'that its repositories have frr with the daemons of EVPN, which was run on Debian 12 and only read elsewhere',
    'that its own repositories have wireguard-tools',
    'cloud-init’s version on images of before 9.4',
  ],
} as const;
