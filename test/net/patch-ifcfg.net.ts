import { lives } from './patched.ts';

lives({
  title: 'ifcfg files',
  os: 'rocky-8',
  network: '{ stack: ifcfg, tunnel: geneve }',
  otherTunnel: '{ stack: ifcfg, tunnel: gre }',
  rest: 'docker: { from: none }\n',
  ofPeers: ['changes /etc/firewalld/ipsets/meshinit-peers.xml', 'writes /etc/sysconfig/network-scripts/ifcfg-geneve3'],
});
