import { describeCluster } from './cluster.ts';
import { comesBack, comesUp, isIdempotent } from './life.ts';
import { manifestOf } from './manifest.ts';
import { survivesDeath } from './outage.ts';
import { keepsItsPromises } from './promises.ts';

const MTU = 1462;

const manifest = manifestOf({
  hosts: 3,
  network: { layout: 'per-host', stack: 'ifupdown', topology: 'ring', tunnel: 'gre' },
  rest: { firewall: 'nftables' },
});

describeCluster('ring', manifest, { LAB_FLAVOUR: 'ifupdown' }, (cluster) => {
  comesUp(cluster);
  keepsItsPromises(cluster, MTU);
  isIdempotent(cluster);
  // The root of the tree: everything else has to agree on another.
  survivesDeath(cluster, 'host1', ['host2', 'host3']);
  comesBack(cluster, 'host2', 'host1', MTU);
});
