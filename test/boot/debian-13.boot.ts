import { describeCluster } from './cluster.ts';
import { comesBack, comesUp, isIdempotent } from './life.ts';
import { manifestOf } from './manifest.ts';
import { keepsItsPromises } from './promises.ts';

const MTU = 1450;

describeCluster('debian-13', manifestOf({ hosts: 2, os: 'debian-13' }), { LAB_RELEASE: 'trixie' }, (cluster) => {
  comesUp(cluster);
  keepsItsPromises(cluster, MTU);
  isIdempotent(cluster);
  comesBack(cluster, 'host1', 'host2', MTU);
});
