import { dockerCeApt } from '../host/parts/docker-ce-apt.ts';
import { cloudInitLacks } from './cloud-init-lacks.ts';
import { debianFamily as family } from './debian-family.ts';
import type { Os } from './os.ts';

const COMPOSE = { package: 'docker-compose', version: [2, 26] } as const;

/** Debian 13: as 12, but docker.io no longer depends on the command line, and cloud-init refuses firewalld beside it. */
export const debian13 = {
  id: 'debian-13',
  title: 'Debian 13 (trixie)',
  supportEnds: '2030-06-30',
  image: { network: 'netplan with systemd-networkd', firewall: 'none' },
  kernel: [6, 12],
  cloudInit: '25.1.4',
  cloudInitLacks: cloudInitLacks('25.1.4'),
  openvswitch: { version: '3.5.0', ...family.openvswitch },
  wireguard: { package: 'wireguard-tools' },
  frr: { package: 'frr' },
  names: family.names,
  swarm: family.swarm,
  dataplanes: family.dataplanes,
  stacks: { systemd: family.systemd, ifupdown: family.ifupdown },
  firewalls: { nftables: family.nftables, none: () => [] },
  formats: ['cloud-config', 'script'],
  docker: {
    from: {
      distro: { compose: COMPOSE, packages: ['docker.io', 'docker-cli'], major: 26, ...family.docker },
      'docker-ce': dockerCeApt('debian', 'trixie'),
      none: { compose: { version: COMPOSE.version }, packages: [], ...family.docker },
    },
    service: 'docker.service',
    options: 'daemon.json',
  },
  commands: family.commands,
  parts: family.parts,
  cannot: ['firewalld: the package cloud-init conflicts with it, so installing it would take cloud-init away.'],
  sources: ['Debian’s archive, November 2026', 'Debian’s wiki, Netplan and LTS'],
} as const satisfies Os;
