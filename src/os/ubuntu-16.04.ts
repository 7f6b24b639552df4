import { cloudInitLacks } from './cloud-init-lacks.ts';
import type { Os } from './os.ts';
import { ubuntuFamily as family } from './ubuntu-family.ts';

/** Ubuntu 16.04: systemd for the first time, ifupdown for the last; its kernel and nft are too old for a table of ours. */
export const ubuntu1604 = {
  ...family.beforeNftables,
  id: 'ubuntu-16.04',
  title: 'Ubuntu 16.04 LTS (xenial)',
  supportEnded: '2021-04-30',
  image: { network: 'ifupdown', firewall: 'ufw, inactive' },
  kernel: [4, 4],
  cloudInit: '0.7.7',
  cloudInitLacks: cloudInitLacks('0.7.7'),
  openvswitch: { version: '2.5.9', ...family.openvswitch },
  // 2.2.5, one package of both (apt-cache madison of xenial).
  etcd: { version: [2, 2], server: ['etcd'], client: ['etcd'] },
  docker: family.dockerOf(18),
  cannot: [
    '`names`: no systemd-resolved takes a domain of its own.',
    family.noDockerCe,
    '`network.stack: ifupdown`: Open vSwitch’s service starts after network.target there, so ifup finds none at boot.',
    'GRE over IPv6 (kernel 4.18), split horizon (Open vSwitch 2.7), `mtu_request` (2.6): the MTU is set with `ip link`.',
    '`firewall: nftables`: nft 0.5 and kernel 4.4 know neither its names of priorities nor its address translation beside Docker’s.',
  ],
  unconfirmed: [
    ...family.beforeNftables.unconfirmed,
    '`overlay` with `engine: store`: not run there; held against the source of its etcd, 2.2.5',
  ],
} as const satisfies Os;
