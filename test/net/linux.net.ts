import { readFileSync, writeFileSync } from 'node:fs';
import { beforeAll, expect, it } from 'vitest';
import { type Cluster, describeCluster } from './cluster.ts';
import { bridgeAddress } from './containers.ts';
import { example, manifestOf } from './manifest.ts';
import { Namespace } from './namespace.ts';
import { reaches } from './ping.ts';
import { isExact, keepsItsPromises } from './promises.ts';
import { returnsAfterReboot } from './reboot.ts';
import { survivesDeath } from './survives.ts';

const LINUX = { dataplane: 'linux' };

/** The firewall's rules and the mesh, as after a patch. */
const AGAIN = 'systemctl reload-or-restart meshinit-firewall.service && meshinit-mesh';

/** The peers of a host as its files have them; `change` is what somebody makes of them. */
function rewritePeers(cluster: Cluster, name: string, change: (peers: string) => string): void {
  const { machine } = cluster.host(name);
  const [list, rules] = [machine.path('/etc/meshinit/peers'), machine.path('/etc/meshinit/firewall.nft')];
  const peers = change(readFileSync(list, 'utf8'));
  writeFileSync(list, peers);
  const addresses = [...peers.matchAll(/^\S+ (\S+)/gm)].map(([, address]) => address).join(', ');
  writeFileSync(rules, readFileSync(rules, 'utf8').replace(/elements = \{.*\}/, `elements = { ${addresses} }`));
}

function followsItsPeers(cluster: Cluster): void {
  it('forgets every way to a peer that has left /etc/meshinit/peers, and finds the one that comes back', async () => {
    const { machine } = cluster.host('host1');
    const [two = '', three = ''] = ['host2', 'host3'].map((name) => bridgeAddress(cluster.mesh, name));
    const peers = readFileSync(machine.path('/etc/meshinit/peers'), 'utf8');
    expect(await reaches(cluster.host('host1'), three)).toBe(true);
    rewritePeers(cluster, 'host1', (text) => text.replace(/^vxlan2 .*\n/m, ''));
    // A list that has changed is not the mesh that stands.
    expect((await machine.try('meshinit-mesh --ready')).status).toBe(1);
    // In the order of a whole run: else the peer that is not yet shut out teaches its way again.
    await machine.run(AGAIN);
    const left = cluster.host('host3').plan.node.address.text;
    expect(await machine.run('bridge fdb show dev vxlan-mesh')).not.toContain(` ${left} `);
    expect(await reaches(cluster.host('host1'), two, 2)).toBe(true);
    rewritePeers(cluster, 'host1', () => peers);
    await machine.run(AGAIN);
    expect(await reaches(cluster.host('host1'), three)).toBe(true);
  });

  it('makes the device anew where its id is another, and leaves it where all is the same', async () => {
    const { machine } = cluster.host('host1');
    const index = (): Promise<string> => machine.run('cat /sys/class/net/vxlan-mesh/ifindex');
    const before = await index();
    await machine.run('meshinit-mesh');
    expect(await index()).toBe(before);
    await machine.run(`set -e
      ip link delete vxlan-mesh
      ip link add vxlan-mesh mtu ${cluster.mesh.mtu.value} type vxlan id 99 dstport 4789
      ip link set vxlan-mesh master docker0 up`);
    expect((await machine.try('meshinit-mesh --ready')).output).toContain('check failed: vxlan-mesh is VXLAN of id 0');
    await machine.run('meshinit-mesh');
    expect(await reaches(cluster.host('host1'), bridgeAddress(cluster.mesh, 'host2'))).toBe(true);
  });
}

/** The tunnels are the kernel's, so its firewall is in their way: here the rules are tried on real tunnels. */
function dropsStrangers(cluster: Cluster): void {
  let stranger: Namespace;
  beforeAll(async () => {
    stranger = await Namespace.open('stranger', 'no files');
    cluster.machines.push(stranger);
    await cluster.underlay.plug(stranger, 1500);
    await stranger.run(`set -e
      ip addr add 10.0.0.200/24 dev eth0
      ip link add vxlan1 mtu 1450 type vxlan id 0 dstport 4789 local 10.0.0.200 remote 10.0.0.11
      ip addr add 172.17.255.200/16 dev vxlan1
      ip link set vxlan1 up`);
  });

  it('takes nothing from a stranger who speaks VXLAN, and would without the firewall', async () => {
    const { machine } = cluster.host('host1');
    const address = bridgeAddress(cluster.mesh, 'host1');
    // As a peer would: it hears of the stranger's question, which would teach it the way to answer.
    const ask = async (): Promise<boolean> =>
      (await stranger.try('ping -n -c 2 -W 1 "$1" || ping -n -c 1 -W 1 "$1"', address)).status === 0;
    expect(await ask()).toBe(false);
    expect(await machine.run('bridge fdb show dev vxlan-mesh')).not.toContain('10.0.0.200');
    await machine.run('nft delete table inet meshinit');
    expect(await ask()).toBe(true);
    await machine.run(AGAIN);
    expect(await machine.run('bridge fdb show dev vxlan-mesh')).not.toContain('10.0.0.200');
    expect(await ask()).toBe(false);
  });
}

describeCluster('examples/debian-linux-vxlan.yaml', example('debian-linux-vxlan'), (cluster) => {
  keepsItsPromises(cluster);
  returnsAfterReboot(cluster, 'systemd');
  isExact(cluster);
  followsItsPeers(cluster);
  dropsStrangers(cluster);
  survivesDeath(cluster, 'host1', ['host2', 'host3'], 5);
});

describeCluster(
  'the kernel’s VXLAN with a key and a port over IPv6, a subnet per host',
  manifestOf(3, 6, { ...LINUX, layout: 'per-host', tunnel: { kind: 'vxlan', key: 99, port: 8472 } }),
  (cluster) => {
    keepsItsPromises(cluster);
    returnsAfterReboot(cluster, 'systemd');
    isExact(cluster);
    survivesDeath(cluster, 'host1', ['host2', 'host3'], 5);
  },
);

describeCluster(
  'the kernel’s VXLAN on an underlay of 1400 bytes, a subnet per host',
  manifestOf(2, 4, { ...LINUX, layout: 'per-host' }, { mtu: 1400 }),
  (cluster) => {
    keepsItsPromises(cluster);
    isExact(cluster);
  },
);

describeCluster('the kernel’s VXLAN over IPv6', manifestOf(2, 6, LINUX), (cluster) => {
  keepsItsPromises(cluster);
  isExact(cluster);
});
