import { dockerCeDnf } from '../host/parts/docker-ce-dnf.ts';
import { dataplanesWith, elFamily as family } from './el-family.ts';
import { mobyEngine } from './moby-engine.ts';
import type { Os } from './os.ts';

const COMPOSE = { package: 'docker-compose', version: [2, 0] } as const;

/** Fedora's releases that get updates. Its archive has Open vSwitch and, as moby-engine, Docker. */
export const fedora = {
  id: 'fedora',
  title: 'Fedora (supported releases)',
  image: { network: 'NetworkManager with key files', firewall: 'firewalld 2' },
  kernel: [6, 17],
  cloudInit: '24.2',
  cloudInitLacks: family.lacks,
  openvswitch: {
    version: '3.4.0',
    from: ['distro', 'rpms'],
    package: 'openvswitch',
    service: family.service,
  },
  wireguard: { package: 'wireguard-tools' },
  frr: { package: 'frr' },
  names: family.names,
  swarm: family.swarm,
  dataplanes: dataplanesWith(() => []),
  stacks: { systemd: family.systemd },
  firewalls: family.firewalls,
  formats: ['cloud-config', 'script'],
  docker: {
    from: {
      distro: { packages: ['moby-engine', 'docker-cli'], major: 28, compose: COMPOSE, ...mobyEngine },
      'docker-ce': dockerCeDnf('fedora', '$releasever'),
      none: { packages: [], compose: { version: COMPOSE.version }, ...mobyEngine },
    },
    service: 'docker.service',
    options: 'daemon.json',
  },
  commands: family.commands,
  parts: family.parts,
  cannot: ['`network.stack: ifcfg`: network-scripts are gone.'],
  sources: ['the packages openvswitch and moby-engine', 'docker-ce-packaging, fedora 43 and 44'],
  unconfirmed: [
    ...family.unconfirmed,
    'that its repositories have frr with the daemons of EVPN, which was run on Debian 12 and only read elsewhere',
    'the versions of its kernel, cloud-init and Open vSwitch, of which each release has others',
    'the options that moby-engine’s service passes, and that docker-cli is a package of its own in each release',
    'that its package docker-compose is Compose 2',
    'that its Docker is 28 or newer, where IPv6 on the default network is asked for; if not, Docker does not start there',
  ],
} as const satisfies Os;
