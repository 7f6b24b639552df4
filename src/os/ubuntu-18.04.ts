import { cloudInitLacks } from './cloud-init-lacks.ts';
import type { Os } from './os.ts';
import { ubuntuFamily as family } from './ubuntu-family.ts';

/** Ubuntu 18.04: netplan for the first time; before kernel 4.18 nftables and Docker's iptables cannot both translate addresses. */
export const ubuntu1804 = {
  ...family.beforeNftables,
  id: 'ubuntu-18.04',
  title: 'Ubuntu 18.04 LTS (bionic)',
  supportEnded: '2023-05-31',
  image: family.netplanImage,
  kernel: [4, 15],
  cloudInit: '18.2',
  cloudInitLacks: cloudInitLacks('18.2'),
  openvswitch: { version: '2.9.8', ...family.openvswitch },
  etcd: { version: [3, 2], ...family.etcd },
  docker: family.dockerOf(20, { package: 'docker-compose', version: [1, 17] }),
  cannot: [
    '`names`: its systemd-resolved takes no domain without being asked for all others, too.',
    family.noDockerCe,
    'GRE over IPv6 (kernel 4.18).',
    '`firewall: nftables`: nft 0.8 and kernel 4.15 do not translate addresses beside Docker’s iptables.',
    family.noIfupdown,
  ],
  unconfirmed: [
    ...family.beforeNftables.unconfirmed,
    '`overlay` with `engine: store`: not run there; held against the source of its etcd, 3.2.17',
  ],
} as const satisfies Os;
