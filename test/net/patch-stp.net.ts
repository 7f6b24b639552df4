import { lives } from './patched.ts';

lives({
  title: 'ifupdown and upstart',
  os: 'ubuntu-14.04',
  network: '{ tunnel: vxlan }',
  otherTunnel: '{ tunnel: gre }',
  healsIn: 50,
  ofPeers: ['changes /etc/meshinit/interfaces'],
});
