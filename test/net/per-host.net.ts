import { beforeAll, expect, it } from 'vitest';
import { type Cluster, describeCluster } from './cluster.ts';
import { manifestOf } from './manifest.ts';
import { Namespace } from './namespace.ts';
import { reaches } from './ping.ts';
import { isExact, keepsItsPromises } from './promises.ts';
import { returnsAfterReboot } from './reboot.ts';
import { sourcesSeen, spotOf } from './sniff.ts';
import { survivesDeath } from './survives.ts';

/** A machine on the underlay that belongs to nobody, and knows no way to any container. */
const OUTSIDE = '10.0.0.200';

function masquerades(cluster: Cluster): void {
  let outside: Namespace;
  beforeAll(async () => {
    outside = await Namespace.open('outside', 'no files');
    cluster.machines.push(outside);
    await cluster.underlay.plug(outside, 1500);
    await outside.run('ip addr add "$1" dev eth0', `${OUTSIDE}/24`);
  });

  it("shows the world the host's underlay address for a container's", async () => {
    const sources = await sourcesSeen({ machine: outside, within: '' }, async () => {
      expect(await reaches(cluster.container('host2'), OUTSIDE)).toBe(true);
    });
    expect(sources).toEqual([cluster.host('host2').plan.node.address.text]);
  });

  it("shows other hosts' containers the container's own address", async () => {
    const from = cluster.container('host1');
    const to = cluster.container('host2');
    const sources = await sourcesSeen(spotOf(to), async () => {
      expect(await reaches(from, to.address)).toBe(true);
    });
    expect(sources).toEqual([from.address]);
  });
}

describeCluster('a subnet per host', manifestOf(3, 4, { layout: 'per-host' }), (cluster) => {
  keepsItsPromises(cluster);
  returnsAfterReboot(cluster, 'systemd');
  isExact(cluster);
  masquerades(cluster);
  survivesDeath(cluster, 'host1', ['host2', 'host3'], 5);
});

describeCluster(
  'a subnet per host, a ring with RSTP, Geneve over IPv6',
  manifestOf(3, 6, { layout: 'per-host', topology: 'ring', tunnel: 'geneve' }),
  (cluster) => {
    keepsItsPromises(cluster);
    returnsAfterReboot(cluster, 'systemd');
  },
);
