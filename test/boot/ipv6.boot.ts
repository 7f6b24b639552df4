import { describeCluster } from './cluster.ts';
import { comesBack, comesUp, isIdempotent } from './life.ts';
import { manifestOf } from './manifest.ts';
import { hasNetworks, keepsNetworks } from './networks.ts';
import { keepsItsPromises } from './promises.ts';
import { debsOf, packageFiles, refusesOtherPackage } from './refused-package.ts';
import { hasIpv6, reachesTheWorld } from './subnet6.ts';

const MTU = 1430;
const files = await packageFiles();

const manifest = (rest: Readonly<Record<string, unknown>> = {}): string =>
  manifestOf({
    hosts: 2,
    family: 6,
    network: { docker: 'mesh', tunnel: 'geneve', subnet6: 'auto' },
    rest: { firewall: 'firewalld', networks: { blue: { subnet: '10.78.0.0/16', subnet6: 'auto' } }, ...rest },
  });

describeCluster(
  'ipv6',
  manifest(),
  {},
  (cluster) => {
    refusesOtherPackage(cluster, 'host2', files);
    comesUp(cluster);
    keepsItsPromises(cluster, MTU);
    hasNetworks(cluster, MTU);
    hasIpv6(cluster, MTU, ['blue']);
    reachesTheWorld(cluster);
    isIdempotent(cluster);
    comesBack(cluster, 'host1', 'host2', MTU);
    keepsNetworks(cluster, MTU);
    hasIpv6(cluster, MTU, ['blue']);
    reachesTheWorld(cluster);
  },
  { odd: [{ host: 'host2', manifest: manifest({ ovs: { from: { debs: debsOf(files) } } }), format: 'cloud-config' }] },
);
