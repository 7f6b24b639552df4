import { readFileSync } from 'node:fs';
import { describeCluster } from './cluster.ts';
import { keepsItsPromises } from './promises.ts';

const EXAMPLES = new URL('../../examples/', import.meta.url);

describeCluster(
  'examples/debian-vxlan.yaml',
  readFileSync(new URL('debian-vxlan.yaml', EXAMPLES), 'utf8'),
  (cluster) => {
    keepsItsPromises(cluster);
  },
);
