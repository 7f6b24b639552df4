import { describeCluster } from './cluster.ts';
import { DECLARED, GREEN, keepsContainers, takesContainers } from './declared.ts';
import { comesBack, comesUp, isIdempotent } from './life.ts';
import { manifestOf } from './manifest.ts';
import { hasNetworks, keepsNetworks } from './networks.ts';
import { takesPatches } from './patched.ts';
import { keepsItsPromises } from './promises.ts';
import { hasIpv6 } from './subnet6.ts';

const MTU = 1450;

/** Of all manifests: in each both hosts have one dataplane, and host2 is booted with that of another. */
const manifest = (
  rest: Readonly<Record<string, unknown>> = {},
  network: Readonly<Record<string, unknown>> = {},
): string =>
  manifestOf({
    hosts: 2,
    os: 'debian-13',
    network: { docker: 'mesh', subnet6: 'auto', tunnel: { kind: 'vxlan', key: 99 }, ...network },
    rest: { networks: { blue: { subnet: '10.78.0.0/16', subnet6: 'auto' }, ...GREEN }, ...rest },
  });

const watched = manifest({ monitor: true, docker: { daemon: { labels: ['lane=patched'] } } });
const resolving = manifest({ docker: { daemon: { dns: ['198.51.100.1'] } } });
const cutOff = manifest({}, { tunnel: { kind: 'vxlan', key: 77 } });

describeCluster(
  'debian-13',
  manifest(),
  { LAB_RELEASE: 'trixie' },
  (cluster) => {
    comesUp(cluster);
    keepsItsPromises(cluster, MTU);
    hasNetworks(cluster, MTU);
    hasIpv6(cluster, MTU, ['blue']);
    isIdempotent(cluster);
    takesPatches(cluster, { watched, resolving, cutOff });
    takesContainers(cluster, (host) => {
      const network = host === 'host2' ? { dataplane: 'linux' } : {};
      return { before: manifest({}, network), after: manifest({ containers: DECLARED, names: false }, network) };
    });
    comesBack(cluster, 'host1', 'host2', MTU);
    keepsNetworks(cluster, MTU);
    hasIpv6(cluster, MTU, ['blue']);
    keepsContainers(cluster);
  },
  { odd: [{ host: 'host2', manifest: manifest({}, { dataplane: 'linux' }), format: 'script' }] },
);
