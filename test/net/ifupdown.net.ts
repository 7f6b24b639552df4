import { describeCluster } from './cluster.ts';
import { example, manifestOf } from './manifest.ts';
import { keepsItsPromises } from './promises.ts';
import { returnsAfterReboot } from './reboot.ts';
import { survivesRestart } from './restart.ts';
import { survivesDeath } from './survives.ts';

const stack = 'ifupdown';

describeCluster('examples/debian-ifupdown-gre.yaml', example('debian-ifupdown-gre'), (cluster) => {
  keepsItsPromises(cluster);
  returnsAfterReboot(cluster, 'ifupdown');
  survivesRestart(cluster, 'networking.service');
  survivesDeath(cluster, 'host1', ['host2', 'host3'], 60);
});

describeCluster('ifupdown, a subnet per host, IPv6', manifestOf(2, 6, { stack, layout: 'per-host' }), (cluster) => {
  keepsItsPromises(cluster);
  returnsAfterReboot(cluster, 'ifupdown');
  survivesRestart(cluster, 'networking.service');
});

describeCluster('ifupdown, split horizon, Geneve', manifestOf(3, 4, { stack, tunnel: 'geneve' }), (cluster) => {
  keepsItsPromises(cluster);
  returnsAfterReboot(cluster, 'ifupdown');
  survivesRestart(cluster, 'networking.service');
  survivesDeath(cluster, 'host1', ['host2', 'host3'], 5);
});
