import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { describeCluster } from './cluster.ts';
import { leavesMetadataAlone } from './metadata.ts';
import { keepsItsPromises } from './promises.ts';
import { returnsAfterReboot } from './reboot.ts';
import { survivesRestart } from './restart.ts';

const manifestOf = (layout: string): string => `meshinit: 1
name: lane
defaults: { os: rocky-8 }
hosts:
  host1: { address: 10.0.0.11 }
  host2: { address: 10.0.0.12 }
network: { stack: ifcfg, tunnel: geneve, layout: ${layout} }
docker: { from: none }
`;

for (const layout of ['shared', 'per-host']) {
  describeCluster(`EL 8 with ifcfg files, ${layout}, with a stand-in for its ifup`, manifestOf(layout), (cluster) => {
    // firewalld's rule, and firewalld is not run.
    keepsItsPromises(cluster, { fails: layout === 'shared' ? [] : ['what leaves 172.17.0.0/16 is masqueraded'] });
    returnsAfterReboot(cluster, 'ifcfg');
    survivesRestart(cluster, 'network.service');
    leavesMetadataAlone(cluster);

    if (layout === 'per-host') {
      it('has firewalld accept what comes from peers by the switch, whatever its default zone refuses', async () => {
        for (const { machine } of cluster.hosts.values()) {
          const zone = (await machine.run('cat /run/stand-in/zones/sw0')).trim();
          expect(readFileSync(machine.path(`/etc/firewalld/zones/${zone}.xml`), 'utf8')).toContain('target="ACCEPT"');
        }
      });
    }
  });
}
