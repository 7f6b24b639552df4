import { dockerCeApt } from '../host/parts/docker-ce-apt.ts';
import { cloudInitLacks } from './cloud-init-lacks.ts';
import { debianFamily as family } from './debian-family.ts';
import type { Os } from './os.ts';

const COMPOSE = { package: 'docker-compose', version: [1, 25] } as const;

/** Debian 11: the last whose cloud image has ifupdown. */
export const debian11 = {
  id: 'debian-11',
  title: 'Debian 11 (bullseye)',
  supportEnded: '2026-08-31',
  image: { network: 'ifupdown', firewall: 'none' },
  kernel: [5, 10],
  cloudInit: '20.4.1',
  cloudInitLacks: cloudInitLacks('20.4.1'),
  openvswitch: { version: '2.15.0', ...family.openvswitch },
  wireguard: { package: 'wireguard-tools' },
  frr: { package: 'frr' },
  names: family.names,
  swarm: family.swarm,
  etcd: { version: [3, 3], ...family.etcd },
  dataplanes: family.dataplanes,
  stacks: { systemd: family.systemd, ifupdown: family.ifupdown },
  firewalls: { nftables: family.nftables, firewalld: family.firewalld, none: () => [] },
  formats: ['cloud-config', 'script'],
  docker: {
    from: {
      distro: { compose: COMPOSE, packages: ['docker.io'], major: 20, ...family.docker },
      'docker-ce': dockerCeApt('debian', 'bullseye'),
      none: { compose: { version: COMPOSE.version }, packages: [], ...family.docker },
    },
    service: 'docker.service',
    options: 'daemon.json',
  },
  commands: family.commands,
  parts: family.parts,
  sources: ['Debian’s archive, November 2026', 'Debian’s wiki, LTS', 'docker-ce-packaging 2f12fe8'],
  unconfirmed: [
    'firewalld: its unit was verified, not booted',
    '`overlay` with `engine: store`: not run there; held against the source of its etcd, 3.3.25',
  ],
} as const satisfies Os;
