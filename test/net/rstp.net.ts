import { describeCluster } from './cluster.ts';
import { manifestOf } from './manifest.ts';
import { keepsItsPromises } from './promises.ts';
import { survivesCut, survivesDeath, takesBack } from './survives.ts';

describeCluster('a ring of three with RSTP', manifestOf(3, 4, { topology: 'ring', tunnel: 'gre' }), (cluster) => {
  keepsItsPromises(cluster);
  // host1 is the root: the lowest MAC.
  survivesDeath(cluster, 'host1', ['host2', 'host3'], 60);
  takesBack(cluster, 'host1', ['host2', 'host3'], 60);
  survivesCut(cluster, ['host1', 'host2'], 60);
});
