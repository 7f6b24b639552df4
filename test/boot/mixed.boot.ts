import { describeCluster } from './cluster.ts';
import { comesBack, comesUp, isIdempotent } from './life.ts';
import { manifestOf } from './manifest.ts';
import { keepsItsPromises } from './promises.ts';

const MTU = 1450;

/** Of both manifests: in each all hosts have one dataplane, and one host of each is booted. */
const tunnel = { kind: 'vxlan', key: 99 };

describeCluster(
  'mixed',
  manifestOf({ hosts: 2, network: { tunnel } }),
  {},
  (cluster) => {
    comesUp(cluster);
    keepsItsPromises(cluster, MTU);
    isIdempotent(cluster);
    comesBack(cluster, 'host1', 'host2', MTU);
  },
  [{ host: 'host2', manifest: manifestOf({ hosts: 2, network: { tunnel, dataplane: 'linux' } }), format: 'script' }],
);
