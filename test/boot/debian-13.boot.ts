import { describeCluster } from './cluster.ts';
import { comesBack, comesUp, isIdempotent } from './life.ts';
import { manifestOf } from './manifest.ts';
import { takesPatches } from './patched.ts';
import { keepsItsPromises } from './promises.ts';

const MTU = 1450;
const SYSTEM = { hosts: 2, os: 'debian-13' };

const watched = manifestOf({ ...SYSTEM, rest: { monitor: true, docker: { daemon: { labels: ['lane=patched'] } } } });
const resolving = manifestOf({ ...SYSTEM, rest: { docker: { daemon: { dns: ['198.51.100.1'] } } } });
const cutOff = manifestOf({ ...SYSTEM, network: { tunnel: { kind: 'vxlan', key: 77 } } });

describeCluster('debian-13', manifestOf(SYSTEM), { LAB_RELEASE: 'trixie' }, (cluster) => {
  comesUp(cluster);
  keepsItsPromises(cluster, MTU);
  isIdempotent(cluster);
  takesPatches(cluster, { watched, resolving, cutOff });
  comesBack(cluster, 'host1', 'host2', MTU);
});
