import { describeCluster } from './cluster.ts';
import { keepsItsPromises } from './promises.ts';
import { returnsAfterReboot } from './reboot.ts';

const MANIFEST = `meshinit: 1
name: lane
defaults: { os: rocky-8 }
hosts:
  host1: { address: 10.0.0.11 }
  host2: { address: 10.0.0.12 }
network: { stack: ifcfg, tunnel: geneve }
docker: { from: none }
`;

describeCluster('EL 8 with ifcfg files, with a stand-in for its ifup', MANIFEST, (cluster) => {
  keepsItsPromises(cluster);
  returnsAfterReboot(cluster, 'ifcfg');
});
