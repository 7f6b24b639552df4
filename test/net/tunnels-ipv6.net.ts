import { describeCluster } from './cluster.ts';
import { manifestOf } from './manifest.ts';
import { isExact, keepsItsPromises } from './promises.ts';

const KINDS: [string, string][] = [
  ['GRE', manifestOf(2, 6, { tunnel: 'gre' })],
  ['VXLAN with a key and a port', manifestOf(2, 6, { tunnel: { kind: 'vxlan', key: 99, port: 8472 } })],
  ['Geneve between three hosts', manifestOf(3, 6, { tunnel: 'geneve' })],
];

for (const [title, manifest] of KINDS) {
  describeCluster(`${title} over IPv6`, manifest, (cluster) => {
    keepsItsPromises(cluster);
    isExact(cluster);
  });
}
