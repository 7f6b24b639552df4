import { describeCluster } from '../cluster.ts';
import { comesBack, comesUp, isIdempotent } from '../life.ts';
import { manifestOf } from '../manifest.ts';
import { keepsItsPromises } from '../promises.ts';

const MTU = 1450;

describeCluster('linux', manifestOf({ hosts: 2, network: { dataplane: 'linux' } }), {}, (cluster) => {
  comesUp(cluster);
  keepsItsPromises(cluster, MTU);
  isIdempotent(cluster);
  comesBack(cluster, 'host1', 'host2', MTU);
});
