import { lives } from './patched.ts';

lives({
  title: 'Open vSwitch',
  network: '{ tunnel: vxlan }',
  otherTunnel: '{ tunnel: gre }',
  ofPeers: ['changes /etc/meshinit/firewall.nft'],
});

lives({
  title: 'the kernel’s VXLAN',
  dataplane: 'linux',
  network: '{ dataplane: linux }',
  otherTunnel: '{ dataplane: linux, tunnel: { kind: vxlan, key: 99 } }',
  ofPeers: ['changes /etc/meshinit/firewall.nft'],
});

lives({
  title: 'routes',
  dataplane: 'linux',
  network: '{ layout: routed }',
  otherTunnel: '{ layout: routed, tunnel: { kind: vxlan, key: 99 } }',
  ofPeers: ['changes /etc/meshinit/firewall.nft'],
});
