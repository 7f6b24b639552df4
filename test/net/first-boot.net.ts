import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { describeCluster } from './cluster.ts';
import { networkState } from './dataplane.ts';
import { manifestOf } from './manifest.ts';
import { keepsItsPromises } from './promises.ts';

describeCluster(
  'a first boot of two hosts',
  manifestOf(2, 4, {}),
  (cluster) => {
    it('has a mesh that is not ready before docker0 has its address, and says why', async () => {
      const { machine } = cluster.host('host1');
      expect((await machine.try('meshinit-mesh --ready')).status).not.toBe(0);
      expect(readFileSync(machine.path('/run/meshinit/status'), 'utf8')).toMatch(/^failed: /);
      await machine.run('ovs-vsctl add-br br0; ip link add docker0 type bridge');
      expect((await machine.try('meshinit-mesh --ready')).status).not.toBe(0);
      await machine.run('ip link del docker0; ovs-vsctl del-br br0');
    });

    it('does not let Docker start on a mesh that does not stand', async () => {
      const { machine } = cluster.host('host1');
      expect((await machine.try('systemctl start docker.service')).status).not.toBe(0);
      await machine.run(cluster.host('host1').document.bootcmd?.join('\n') ?? 'false');
      expect((await machine.try('systemctl start docker.service')).output).toContain('masked');
    });

    it('brings up the mesh and then Docker', async () => {
      await Promise.all([...cluster.hosts.values()].map((host) => cluster.boot(host)));
      const { machine, dataplane } = cluster.host('host1');
      const before = await networkState(machine, dataplane);
      await machine.run('meshinit-mesh --ready');
      expect(await networkState(machine, dataplane)).toBe(before);
      expect(readFileSync(machine.path('/run/meshinit/status'), 'utf8')).toBe('ready\n');
    });

    keepsItsPromises(cluster);

    it('joins its ports again after a restart of Open vSwitch', async () => {
      const { machine, dataplane } = cluster.host('host1');
      const before = await networkState(machine, dataplane);
      await machine.run(RESTART);
      await machine.run('meshinit-mesh');
      expect(await machine.run('meshinit-check')).not.toContain('FAIL');
      expect(await networkState(machine, dataplane)).toBe(before);
    });
  },
  { boots: false },
);

/** As openvswitch-switch.service does on `systemctl restart`, without what the packages' scripts save and restore. */
const RESTART = `set -e
  ovs-appctl exit
  while [ -e /run/openvswitch/ovs-vswitchd.pid ]; do sleep 0.1; done
  ovs-vswitchd --detach --no-chdir --pidfile --log-file`;
