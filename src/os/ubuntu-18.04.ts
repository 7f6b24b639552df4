import { cloudInitLacks } from './cloud-init-lacks.ts';
import type { Os } from './os.ts';
import { ubuntuFamily as family } from './ubuntu-family.ts';

/** Ubuntu 18.04: netplan for the first time; before kernel 4.18 nftables and Docker's iptables cannot both translate addresses. */
export const ubuntu1804 = {
  id: 'ubuntu-18.04',
  title: 'Ubuntu 18.04 LTS (bionic)',
  supportEnded: '2023-05-31',
  image: { network: 'netplan with systemd-networkd', firewall: 'ufw, inactive' },
  kernel: [4, 15],
  cloudInit: '18.2',
  cloudInitLacks: cloudInitLacks('18.2'),
  openvswitch: { version: '2.9.8', ...family.openvswitch },
  dataplanes: family.dataplanes,
  stacks: { systemd: family.systemd },
  firewalls: { iptables: family.iptables, none: () => [] },
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
    'GRE over IPv6 (kernel 4.18).',
    '`firewall: nftables`: nft 0.8 and kernel 4.15 do not translate addresses beside Docker’s iptables.',
    '`network.stack: ifupdown`: the image has netplan, and nothing is gained by a second keeper of the network.',
  ],
  sources: ['Ubuntu’s archive, November 2026', 'Ubuntu’s release cycle', 'docker-ce-packaging 2f12fe8'],
  unconfirmed: ['that ufw is inactive on every provider’s image', 'the day of the month of the end of support'],
} as const satisfies Os;
