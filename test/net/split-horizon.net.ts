import { readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { describeCluster } from './cluster.ts';
import { bridgeAddress } from './containers.ts';
import { example } from './manifest.ts';
import { reaches } from './ping.ts';
import { isExact, keepsItsPromises } from './promises.ts';
import { returnsAfterReboot } from './reboot.ts';
import { survivesDeath } from './survives.ts';

describeCluster('examples/debian-vxlan.yaml', example('debian-vxlan'), (cluster) => {
  keepsItsPromises(cluster);
  returnsAfterReboot(cluster, 'systemd');
  isExact(cluster);

  it('removes and adds tunnels as the peers in /etc/meshinit/peers go and come', async () => {
    const { machine } = cluster.host('host1');
    const file = machine.path('/etc/meshinit/peers');
    const peers = readFileSync(file, 'utf8');
    writeFileSync(file, peers.replace(/^vxlan2 .*\n/m, ''));
    await machine.run('meshinit-mesh');
    expect((await machine.run('ovs-vsctl list-ports br0')).trim()).toBe('vxlan1');
    expect(await reaches(cluster.host('host1'), bridgeAddress(cluster.mesh, 'host3'), 2)).toBe(false);
    expect(await reaches(cluster.host('host1'), bridgeAddress(cluster.mesh, 'host2'), 2)).toBe(true);
    writeFileSync(file, peers);
    await machine.run('meshinit-mesh');
    expect(await reaches(cluster.host('host1'), bridgeAddress(cluster.mesh, 'host3'))).toBe(true);
  });

  survivesDeath(cluster, 'host1', ['host2', 'host3'], 5);
});
