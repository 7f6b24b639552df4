import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { stringify } from 'yaml';
import { type Cluster, describeCluster } from './cluster.ts';
import { bridgeAddress } from './containers.ts';
import { example, manifestOf } from './manifest.ts';
import { reaches } from './ping.ts';
import { isExact, keepsItsPromises } from './promises.ts';
import { returnsAfterReboot } from './reboot.ts';
import { survivesDeath } from './survives.ts';

const AMAZON = { os: 'amazon-linux-2023' };

/**
 * Amazon Linux in the middle, Debian with Open vSwitch on either side. Over IPv4: over IPv6 the kernel leaves the outer UDP
 * checksum to the network card, which veth has not, and Open vSwitch’s userspace datapath takes none that is wrong.
 */
const mixed = (network: Record<string, unknown>): string =>
  stringify({
    meshinit: 1,
    name: 'mixed',
    defaults: { os: 'debian-12' },
    hosts: {
      host1: { address: '10.0.0.11' },
      host2: { address: '10.0.0.12', ...AMAZON },
      host3: { address: '10.0.0.13' },
      host4: { address: '10.0.0.14', ...AMAZON },
    },
    network,
  });

function isMadeByNetworkd(cluster: Cluster): void {
  it('has its devices from networkd, without a complaint about a file', () => {
    for (const { machine } of cluster.hosts.values()) {
      const log = readFileSync(machine.path('/tmp/networkd.log'), 'utf8');
      for (const device of ['docker0', 'vxlan-mesh']) expect(log).toContain(`${device}: netdev ready`);
      const complaints = log.split('\n').filter((line) => /unknown|ignor|invalid|fail|could not/i.test(line));
      // A device that goes while networkd is told of it is no matter of files.
      expect(complaints.filter((line) => !line.endsWith('No data available'))).toEqual([]);
    }
  });

  it('has the ways again that somebody deleted, and the device', async () => {
    const { machine } = cluster.host('host1');
    const address = bridgeAddress(cluster.mesh, 'host2');
    await machine.run('ip link delete vxlan-mesh');
    expect((await machine.try('meshinit-mesh --ready')).status).toBe(1);
    await machine.run('meshinit-mesh');
    expect(await reaches(cluster.host('host1'), address)).toBe(true);
  });
}

describeCluster('three hosts with networkd', manifestOf(3, 4, {}, AMAZON), (cluster) => {
  keepsItsPromises(cluster);
  returnsAfterReboot(cluster, 'systemd');
  isExact(cluster);
  isMadeByNetworkd(cluster);
  survivesDeath(cluster, 'host1', ['host2', 'host3'], 5);
});

describeCluster(
  'networkd, a key and a port over IPv6, a subnet per host',
  manifestOf(2, 6, { layout: 'per-host', tunnel: { kind: 'vxlan', key: 99, port: 8472 } }, AMAZON),
  (cluster) => {
    keepsItsPromises(cluster);
    returnsAfterReboot(cluster, 'systemd');
    isExact(cluster);
    isMadeByNetworkd(cluster);
  },
);

describeCluster(
  'examples/mixed-vxlan.yaml, Open vSwitch here and the kernel there',
  example('mixed-vxlan'),
  (cluster) => {
    keepsItsPromises(cluster);
  },
);

describeCluster('Open vSwitch and the kernel with a key', mixed({ tunnel: { kind: 'vxlan', key: 99 } }), (cluster) => {
  keepsItsPromises(cluster);
  isExact(cluster);
  survivesDeath(cluster, 'host1', ['host2', 'host3'], 5);
});

describeCluster('Open vSwitch and the kernel, a subnet per host', mixed({ layout: 'per-host' }), (cluster) => {
  keepsItsPromises(cluster);
});
