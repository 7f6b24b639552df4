import { describeCluster } from './cluster.ts';
import { manifestOf } from './manifest.ts';
import { isExact, keepsItsPromises } from './promises.ts';

// VXLAN is split-horizon.net.ts.
const KINDS: [string, string][] = [
  ['GRE without a key', manifestOf(2, 4, { tunnel: 'gre' })],
  ['GRE with a key', manifestOf(2, 4, { tunnel: { kind: 'gre', key: 7 } })],
  ['Geneve on an underlay of 1400 bytes', manifestOf(2, 4, { tunnel: 'geneve' }, { mtu: 1400 })],
];

for (const [title, manifest] of KINDS) {
  describeCluster(`${title} over IPv4`, manifest, (cluster) => {
    keepsItsPromises(cluster);
    isExact(cluster);
  });
}
