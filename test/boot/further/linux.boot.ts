import { describeCluster } from '../cluster.ts';
import { comesBack, comesUp, isIdempotent } from '../life.ts';
import { manifestOf } from '../manifest.ts';
import { keepsItsPromises } from '../promises.ts';
import { hasIpv6 } from '../subnet6.ts';

const MTU = 1450;

describeCluster('linux', manifestOf({ hosts: 2, network: { dataplane: 'linux', subnet6: 'auto' } }), {}, (cluster) => {
  comesUp(cluster);
  keepsItsPromises(cluster, MTU);
  hasIpv6(cluster, MTU);
  isIdempotent(cluster);
  comesBack(cluster, 'host1', 'host2', MTU);
  hasIpv6(cluster, MTU);
});
