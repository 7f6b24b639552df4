import { describeCluster } from './cluster.ts';
import { comesBack, comesUp, isIdempotent } from './life.ts';
import { manifestOf } from './manifest.ts';
import { keepsItsPromises } from './promises.ts';

const MTU = 1430;

describeCluster(
  'ipv6',
  manifestOf({ hosts: 2, family: 6, network: { tunnel: 'geneve' }, rest: { firewall: 'firewalld' } }),
  {},
  (cluster) => {
    comesUp(cluster);
    keepsItsPromises(cluster, MTU);
    isIdempotent(cluster);
    comesBack(cluster, 'host1', 'host2', MTU);
  },
);
