import { dockerCeApt } from '../host/parts/docker-ce-apt.ts';
import { cloudInitLacks } from './cloud-init-lacks.ts';
import type { Os } from './os.ts';
import { ubuntuFamily as family } from './ubuntu-family.ts';

/** Ubuntu 24.04. */
export const ubuntu2404 = {
  id: 'ubuntu-24.04',
  title: 'Ubuntu 24.04 LTS (noble)',
  supportEnds: '2029-05-31',
  image: { network: 'netplan with systemd-networkd', firewall: 'ufw, inactive' },
  kernel: [6, 8],
  cloudInit: '24.1.3',
  cloudInitLacks: cloudInitLacks('24.1.3'),
  openvswitch: { version: '3.3.9', ...family.openvswitch },
  dataplanes: family.dataplanes,
  stacks: { systemd: family.systemd },
  firewalls: { nftables: family.nftables, firewalld: family.firewalld, none: () => [] },
  formats: ['cloud-config', 'script'],
  docker: {
    from: {
      distro: { packages: ['docker.io'] },
      'docker-ce': dockerCeApt('ubuntu', 'noble'),
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
