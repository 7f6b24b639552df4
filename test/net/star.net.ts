import { describeCluster } from './cluster.ts';
import { manifestOf } from './manifest.ts';
import { keepsItsPromises } from './promises.ts';
import { survivesDeath } from './survives.ts';

describeCluster(
  'a star of two hubs and two leaves',
  manifestOf(4, 4, { topology: { star: ['host1', 'host2'] } }),
  (cluster) => {
    keepsItsPromises(cluster);
    survivesDeath(cluster, 'host1', ['host3', 'host4'], 60);
  },
);
