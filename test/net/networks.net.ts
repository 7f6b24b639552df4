import { expect, it } from 'vitest';
import { stringify } from 'yaml';
import type { Mesh } from '../../src/index.ts';
import { type Cluster, describeCluster } from './cluster.ts';
import { networkState } from './dataplane.ts';
import { pingWhole, placeName, reaches } from './ping.ts';
import { addressIn, type Inhabitant, inhabitAll, networksOf, sendFrames, whoSees } from './several.ts';

/** A spanning tree is whole by then, in seconds. */
const CONVERGED = 60;
const TAG = 7;

const manifestWith = (rest: Readonly<Record<string, unknown>>): string =>
  stringify({
    meshinit: 1,
    name: 'lane',
    // Docker's rules are in nftables, so that ours keep the networks apart.
    defaults: { os: 'debian-13' },
    docker: { daemon: { 'firewall-backend': 'nftables' } },
    monitor: true,
    hosts: Object.fromEntries([1, 2, 3].map((number) => [`host${number}`, { address: `10.0.0.1${number}` }])),
    ...rest,
  });

const OVS = manifestWith({
  networks: {
    ring: { subnet: '10.77.0.0/16', topology: 'ring', tunnel: 'geneve' },
    pair: { subnet: '10.78.0.0/16', hosts: ['host1', 'host3'], layout: 'per-host' },
    tagged: { subnet: '10.79.0.0/16', vlan: TAG },
  },
});

const LINUX = manifestWith({
  network: { dataplane: 'linux' },
  networks: {
    blue: { subnet: '10.77.0.0/16' },
    pair: { subnet: '10.78.0.0/16', hosts: ['host1', 'host3'], internal: true },
  },
});

/** An experimental protocol (IEEE 802, 0x88b5). */
const EXPERIMENTAL = `88b5${'61'.repeat(60)}`;

/** An ARP request (RFC 826) for an address of each network, from one that is nobody's. */
const arpRequests = (mac: string, meshes: readonly Mesh[]): string[] =>
  meshes.map(({ members: [member] }) => {
    if (!member) throw new Error('a network has members');
    const [from, to] = [99, 2].map((place) => hexOf(addressIn(member, place)));
    return `0806000108000604${'0001'}${mac.replaceAll(':', '')}${from}${'0'.repeat(12)}${to}${'0'.repeat(36)}`;
  });
const hexOf = (address: string): string =>
  address
    .split('.')
    .map((part) => Number(part).toString(16).padStart(2, '0'))
    .join('');

/** A broadcast with these tags before it, outermost first. */
const frame = (mac: string, tags: readonly string[], body: string): string =>
  `ffffffffffff${mac.replaceAll(':', '')}${tags.join('')}${body}`;
const tag = (id: number, type = '8100'): string => type + id.toString(16).padStart(4, '0');

/** A sender may put any tags before what it sends, several and empty ones among them. */
const FORGED: readonly (readonly string[])[] = [
  [],
  [tag(TAG)],
  [tag(0)],
  [tag(0), tag(TAG)],
  [tag(0), tag(0), tag(TAG)],
  [tag(TAG), tag(TAG)],
  [tag(TAG, '88a8')],
  [tag(0, '88a8'), tag(TAG)],
  [tag(4095)],
];

function keepsNetworksApart(cluster: Cluster, meshes: readonly Mesh[]): void {
  let containers: readonly Inhabitant[] = [];
  const inOthers = (mesh: Mesh): Inhabitant[] => containers.filter((container) => container.mesh !== mesh);
  const senders = (): Inhabitant[] =>
    meshes.flatMap((mesh) => containers.find((container) => container.mesh === mesh) ?? []);

  it('carries exactly its MTU between each two containers of a network', async () => {
    containers = await inhabitAll(cluster, meshes);
    const pairs = containers.flatMap((from) =>
      containers.filter((to) => to.mesh === from.mesh && to !== from).map((to) => ({ from, to })),
    );
    const outcomes = await Promise.all(
      pairs.map(async ({ from, to }) => {
        await reaches(from, to.address, CONVERGED);
        const { value } = from.mesh.mtu;
        const passes = (await pingWhole(from, to.address, value)).status;
        const larger = (await pingWhole(from, to.address, value + 1)).status;
        return `${placeName(from)} ${to.address} ${passes} ${larger}`;
      }),
    );
    expect(outcomes).toEqual(pairs.map(({ from, to }) => `${placeName(from)} ${to.address} 0 1`));
  });

  it('lets no frame cross, ARP included, whatever tags it bears', async () => {
    for (const [index, sender] of senders().entries()) {
      const mac = `02:aa:00:00:00:0${index}`;
      const bodies = [EXPERIMENTAL, ...arpRequests(mac, meshes)];
      const frames = FORGED.flatMap((tags) => bodies.map((body) => frame(mac, tags, body)));
      const own = containers.filter((container) => container.mesh === sender.mesh && container !== sender);
      const seen = await whoSees([...own, ...inOthers(sender.mesh)], mac, () => sendFrames(sender, frames));
      // The untagged one reaches all of its own network, so the others would have been seen.
      expect(seen.map(placeName)).toEqual(own.map(placeName));
    }
  });

  it('answers no container in another network, by its gateway or by an address of that other subnet', async () => {
    const crossings = senders().flatMap((from) => inOthers(from.mesh).map((to) => ({ from, to })));
    const came = await Promise.all(
      crossings.map(async ({ from, to }) =>
        (await reaches(from, to.address, 2)) ? [`${placeName(from)} ${to.address}`] : [],
      ),
    );
    expect(came.flat()).toEqual([]);
    for (const from of senders()) {
      for (const other of meshes.filter((mesh) => mesh !== from.mesh)) {
        const member = other.members.find(({ name }) => name === from.host.name) ?? other.members[0];
        if (!member) throw new Error(`${other.name} has no member`);
        const forged = `${addressIn(member, 99)}/16`;
        await from.host.machine.run(`ip -n "$1" addr add "$2" dev eth0`, from.name, forged);
        const reached = await Promise.all(
          containers
            .filter(({ mesh }) => mesh === other)
            .map(async (to) => ((await reaches(from, to.address, 2)) ? [to.address] : [])),
        );
        await from.host.machine.run(`ip -n "$1" addr del "$2" dev eth0`, from.name, forged);
        expect(reached.flat()).toEqual([]);
      }
    }
  });

  it('finds nothing wrong with itself, and is changed by no second run', async () => {
    for (const host of cluster.hosts.values()) {
      expect((await host.machine.try('meshinit-check')).output).not.toContain('FAIL');
      const before = await networkState(host.machine, host.dataplane);
      expect(await host.boot()).toMatchObject({ status: 0 });
      expect(await networkState(host.machine, host.dataplane)).toEqual(before);
    }
  });

  it('measures each network under its name', async () => {
    const { machine } = cluster.host('host1');
    await machine.run('systemctl start meshinit-monitor.service');
    const metrics = await machine.run('cat /run/meshinit/meshinit.prom');
    const [main] = meshes;
    for (const { name, members } of meshes) {
      const label = name === main?.name ? '' : `,network="${name}"`;
      if (members.some((member) => member.name === 'host3')) {
        expect(metrics).toContain(`meshinit_peer_reachable{peer="host3"${label}} 1\n`);
      }
    }
  });

  it('names the network that lacks a device, and builds it again', async () => {
    const { machine } = cluster.host('host3');
    for (const { name, names } of meshes.slice(1)) {
      const remove = `ovs-vsctl --if-exists del-port br0 "$1" -- --if-exists del-br "$1" 2>/dev/null || ip link del "$2"`;
      await machine.run(remove, names.switch, names.tunnel);
      const { status, output } = await machine.try('meshinit-check');
      expect(status).toBe(1);
      const faults = output.split('\n').filter((line) => line.startsWith('FAIL'));
      expect(faults.filter((line) => !line.endsWith(` in ${name}`))).toEqual([]);
      expect(faults.length).toBeGreaterThan(0);
      expect(await machine.try('meshinit-mesh --ready')).toMatchObject({ status: 1 });
      await machine.run('meshinit-mesh');
      expect((await machine.try('meshinit-mesh --ready')).status).toBe(0);
    }
  });
}

describeCluster('several networks over Open vSwitch, one of them tagged', OVS, (cluster) => {
  const meshes = networksOf(OVS);
  keepsNetworksApart(cluster, meshes);

  it('tells when Open vSwitch has lost what refuses tags, and sets it again', async () => {
    const { machine } = cluster.host('host2');
    await machine.run('ovs-ofctl del-flows br0 in_port=LOCAL');
    expect((await machine.try('meshinit-check')).output).toMatch(
      /^FAIL {2}port br0 takes no tagged packet in tagged$/m,
    );
    await machine.run('meshinit-mesh && meshinit-check');
  });

  it('has split horizon beside a ring with RSTP', () => {
    expect(meshes.map(({ name, loops, mtu }) => `${name} ${loops.kind} ${mtu.value}`)).toEqual([
      'network split-horizon 1450',
      'ring rstp 1450',
      'pair split-horizon 1450',
      'tagged split-horizon 1446',
    ]);
  });
});

describeCluster('several networks over the kernel’s VXLAN', LINUX, (cluster) => {
  keepsNetworksApart(cluster, networksOf(LINUX));
});
