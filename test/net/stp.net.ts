import { describeCluster } from './cluster.ts';
import { manifestOf } from './manifest.ts';
import { keepsItsPromises } from './promises.ts';
import { survivesDeath } from './survives.ts';

describeCluster('a full mesh of three with STP', manifestOf(3, 4, { loops: 'stp' }), (cluster) => {
  keepsItsPromises(cluster);
  survivesDeath(cluster, 'host1', ['host2', 'host3'], 90);
});
