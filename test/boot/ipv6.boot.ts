import { describeCluster } from './cluster.ts';
import { comesBack, comesUp, isIdempotent } from './life.ts';
import { manifestOf } from './manifest.ts';
import { keepsItsPromises } from './promises.ts';
import { debsOf, packageFiles, refusesOtherPackage } from './refused-package.ts';

const MTU = 1430;
const files = await packageFiles();

const manifest = (rest: Readonly<Record<string, unknown>> = {}): string =>
  manifestOf({ hosts: 2, family: 6, network: { tunnel: 'geneve' }, rest: { firewall: 'firewalld', ...rest } });

describeCluster(
  'ipv6',
  manifest(),
  {},
  (cluster) => {
    refusesOtherPackage(cluster, 'host2', files);
    comesUp(cluster);
    keepsItsPromises(cluster, MTU);
    isIdempotent(cluster);
    comesBack(cluster, 'host1', 'host2', MTU);
  },
  [{ host: 'host2', manifest: manifest({ ovs: { from: { debs: debsOf(files) } } }), format: 'cloud-config' }],
);
