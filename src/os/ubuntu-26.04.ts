import { dockerCeApt } from '../host/parts/docker-ce-apt.ts';
import { cloudInitLacks } from './cloud-init-lacks.ts';
import type { Os } from './os.ts';
import { ubuntuFamily as family } from './ubuntu-family.ts';

/** Ubuntu 26.04: cloud-init in packages of its own parts, Open vSwitch 3.7. */
export const ubuntu2604 = {
  id: 'ubuntu-26.04',
  title: 'Ubuntu 26.04 LTS (resolute)',
  supportEnds: '2031-05-31',
  image: { network: 'netplan with systemd-networkd', firewall: 'ufw, inactive' },
  kernel: [7, 0],
  cloudInit: '26.1',
  cloudInitLacks: cloudInitLacks('26.1'),
  openvswitch: { version: '3.7.1', ...family.openvswitch },
  dataplanes: family.dataplanes,
  stacks: { systemd: family.systemd },
  firewalls: { nftables: family.nftables, firewalld: family.firewalld, none: () => [] },
  formats: ['cloud-config', 'script'],
  docker: {
    from: {
      distro: { packages: ['docker.io'] },
      'docker-ce': dockerCeApt('ubuntu', 'resolute'),
      none: { packages: [] },
    },
    service: 'docker.service',
    options: 'daemon.json',
  },
  commands: family.commands,
  parts: family.parts,
  cannot: [
    '`network.stack: ifupdown`: the image has netplan, and nothing is gained by a second keeper of the network.',
  ],
  sources: ['Ubuntu’s archive, November 2026', 'Ubuntu’s release cycle', 'docker-ce-packaging 2f12fe8'],
  unconfirmed: [
    'that ufw is inactive on every provider’s image',
    'the day of the month of the end of support',
    'firewalld: its unit was verified, not booted',
  ],
} as const satisfies Os;
