import { setTimeout as sleep } from 'node:timers/promises';
import { it } from 'vitest';
import { describeCluster } from './cluster.ts';
import { example } from './manifest.ts';
import { parseDocument } from 'yaml';
const m = parseDocument(example('wiredcraft-gre')); m.delete('ovs');
describeCluster('x', m.toString(), (cluster) => {
  it('waits', async () => {
    for (const h of cluster.hosts.values()) console.log('PID', h.name, h.machine.pid);
    await sleep(100_000);
  });
});
