import { lives } from './patched.ts';

lives({
  title: 'ifupdown',
  network: '{ stack: ifupdown, tunnel: vxlan }',
  otherTunnel: '{ stack: ifupdown, tunnel: geneve }',
  ofPeers: ['changes /etc/meshinit/firewall.nft', 'changes /etc/network/interfaces.d/meshinit'],
});

lives({
  title: 'ifupdown, a subnet per host, a ring',
  network: '{ stack: ifupdown, layout: per-host, topology: ring, tunnel: gre }',
  otherTunnel: '{ stack: ifupdown, layout: per-host, topology: ring, tunnel: { kind: gre, key: 7 } }',
  healsIn: 6,
  ofPeers: ['changes /etc/meshinit/firewall.nft', 'changes /etc/network/interfaces.d/meshinit'],
});
