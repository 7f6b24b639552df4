import { dockerCeDnf } from '../host/parts/docker-ce-dnf.ts';
import { dataplanesWith, elFamily as family, firewalldWith, ifcfgOf, nfvRepository } from './el-family.ts';

/** What the rebuilds of Red Hat Enterprise Linux 8 share. The SIG's packages for 8 are in CentOS's vault since 2024. */
export const el8 = {
  image: { network: 'NetworkManager, which reads `ifcfg` files', firewall: 'firewalld 0.9' },
  kernel: [4, 18],
  cloudInit: '23.4',
  cloudInitLacks: {
    ...family.lacks,
    'write_files.source': 'cloud-init 23.4 fetches no file for write_files; download it in runcmd',
  },
  openvswitch: {
    version: '3.1.0',
    from: ['distro', 'rpms'],
    package: 'openvswitch3.1',
    repositoryTitle: 'the CentOS NFV SIG for 8-stream, from the vault',
    service: family.service,
  },
  frr: { package: 'frr' },
  names: family.names,
  swarm: family.swarm,
  dataplanes: dataplanesWith(nfvRepository('https://vault.centos.org/8-stream/nfv')),
  stacks: { systemd: family.systemd, ifcfg: ifcfgOf('network-scripts-openvswitch3.1') },
  firewalls: { ...family.firewalls, firewalld: firewalldWith('iptables') },
  formats: ['cloud-config', 'script'],
  docker: {
    from: { 'docker-ce': dockerCeDnf('rhel', '8'), none: { packages: [], compose: { version: [2, 0] } } },
    service: 'docker.service',
    options: 'daemon.json',
  },
  commands: family.commands,
  parts: family.parts,
  cannot: ['Docker from the distribution: it packages podman instead.'],
  sources: [
    'the NFV SIG’s archived repository file',
    'public build files that install `openvswitch3.1` on Rocky Linux 8 from the vault',
    'docker-ce-packaging, docker-ce 29.6.2 for el8',
    'cloud-init 23.4-7.el8_10 as VMware’s tests of guest systems list it',
  ],
  unconfirmed: [
    ...family.unconfirmed,
    'that its repositories have frr with the daemons of EVPN, which was run on Debian 12 and only read elsewhere',
    'cloud-init’s version on images of before 8.10',
  ],
} as const;
