import { cloudInitLacks } from './cloud-init-lacks.ts';
import type { Os } from './os.ts';
import { ubuntuFamily as family } from './ubuntu-family.ts';

/** Ubuntu 20.04: the first whose nft and kernel do all that the table asks. */
export const ubuntu2004 = {
  id: 'ubuntu-20.04',
  title: 'Ubuntu 20.04 LTS (focal)',
  supportEnded: '2025-05-31',
  image: { network: 'netplan with systemd-networkd', firewall: 'ufw, inactive' },
  kernel: [5, 4],
  cloudInit: '20.1',
  cloudInitLacks: cloudInitLacks('20.1'),
  openvswitch: { version: '2.13.8', ...family.openvswitch },
  dataplanes: family.dataplanes,
  stacks: { systemd: family.systemd },
  firewalls: { nftables: family.nftables, firewalld: family.firewalld, none: () => [] },
  formats: ['cloud-config', 'script'],
  docker: {
    from: {
      distro: { packages: ['docker.io'] },
      none: { packages: [] },
    },
    service: 'docker.service',
    options: 'daemon.json',
  },
  commands: family.commands,
  parts: family.parts,
  cannot: [
    'docker-ce: Docker’s repository builds nothing for this release any more.',
    '`network.stack: ifupdown`: the image has netplan, and nothing is gained by a second keeper of the network.',
  ],
  sources: ['Ubuntu’s archive, November 2026', 'Ubuntu’s release cycle', 'docker-ce-packaging 2f12fe8'],
  unconfirmed: [
    'that ufw is inactive on every provider’s image',
    'the day of the month of the end of support',
    'firewalld: its unit was verified, not booted',
  ],
} as const satisfies Os;
