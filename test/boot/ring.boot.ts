import { describeCluster } from './cluster.ts';
import { comesBack, comesUp, isIdempotent } from './life.ts';
import { manifestOf } from './manifest.ts';
import { survivesDeath } from './outage.ts';
import { changesWhileItRuns, MOVED } from './patched.ts';
import { keepsItsPromises } from './promises.ts';

const MTU = 1462;

const clusterOf = (hosts: number, ofHost: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {}): string =>
  manifestOf({
    hosts,
    network: { layout: 'per-host', stack: 'ifupdown', topology: 'ring', tunnel: 'gre' },
    rest: { firewall: 'nftables' },
    ofHost,
  });

describeCluster('ring', clusterOf(3), { LAB_FLAVOUR: 'ifupdown' }, (cluster) => {
  comesUp(cluster);
  keepsItsPromises(cluster, MTU);
  isIdempotent(cluster);
  changesWhileItRuns(cluster, { shrunk: clusterOf(2), moved: clusterOf(2, { host2: { address: MOVED } }) });
  // The root of the tree: everything else has to agree on another.
  survivesDeath(cluster, 'host1', ['host2', 'host3']);
  comesBack(cluster, 'host2', 'host1', MTU);
});
