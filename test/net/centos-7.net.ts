import { describeCluster } from './cluster.ts';
import { example } from './manifest.ts';
import { leavesMetadataAlone } from './metadata.ts';
import { keepsItsPromises } from './promises.ts';
import { returnsAfterReboot } from './reboot.ts';
import { survivesRestart } from './restart.ts';

describeCluster("examples/centos-vxlan.yaml, with a stand-in for CentOS's ifup", example('centos-vxlan'), (cluster) => {
  // firewalld's rule, and firewalld is not run.
  keepsItsPromises(cluster, { fails: ['what leaves 172.16.0.0/12 is masqueraded'] });
  returnsAfterReboot(cluster, 'ifcfg');
  survivesRestart(cluster, 'network.service');
  leavesMetadataAlone(cluster);
});
