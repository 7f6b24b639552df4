import { beforeAll, expect, it } from 'vitest';
import { cidrText } from '../../src/addresses/cidr.ts';
import { meshAddress6 } from '../../src/mesh/subnet6.ts';
import { type Cluster, describeCluster } from './cluster.ts';
import { bridgeAddress } from './containers.ts';
import { networkState } from './dataplane.ts';
import { filterAsDocker28 } from './docker-28.ts';
import { manifestOf } from './manifest.ts';
import { Namespace } from './namespace.ts';
import { reaches } from './ping.ts';
import { returnsAfterReboot } from './reboot.ts';
import { sourcesSeen, spotOf } from './sniff.ts';
import { carriesWholePackets } from './whole-packets.ts';

const OUTSIDE = '10.0.0.200';
const SEED = new Uint8Array(32).fill(7);

/** All routes to what is of the mesh. */
const WAYS = `. /etc/meshinit/host.conf
  ip -4 route show root "$SUBNET" | sort
  [ -z "\${SUBNET6-}" ] || ip -6 route show root "$SUBNET6" | sort`;

function carries(cluster: Cluster): void {
  const { mesh } = cluster;
  beforeAll(async () => {
    await Promise.all([...cluster.containers.values()].map(filterAsDocker28));
  });

  carriesWholePackets(cluster);

  it.runIf(mesh.subnet6 !== undefined)('reaches mesh addresses of IPv6', async () => {
    for (const [from, to] of cluster.pairs()) {
      const { subnet6 } = mesh;
      if (subnet6) expect(await reaches(from, meshAddress6(subnet6, to.plan.bridge).text)).toBe(true);
    }
  });

  it('has no tunnel inside, and finds nothing wrong with itself', async () => {
    for (const { machine } of cluster.hosts.values()) {
      expect(await machine.run('ip -d link show type vxlan')).toBe('');
      const { output, status } = await machine.try('meshinit-check');
      expect(output.split('\n').filter((line) => line !== '' && !line.startsWith('ok '))).toEqual([]);
      expect(status).toBe(0);
    }
  });

  it('is changed by no second run of its scripts', async () => {
    for (const host of cluster.hosts.values()) {
      const state = (): Promise<string> => networkState(host.machine, { ...host.dataplane, state: '' });
      const before = await state();
      await host.machine.run('meshinit-mesh');
      expect(await state()).toBe(before);
      expect(await host.boot()).toMatchObject({ status: 0 });
      expect(await state()).toBe(before);
    }
  });

  it('mends each route of a peer, takes away one that is too much, and says which peer lacks one', async () => {
    const { machine } = cluster.host('host1');
    const before = await machine.run(WAYS);
    const slice = cidrText(cluster.host('host2').plan.slice);
    for (const harm of [`ip route del ${slice}`, `ip route del ${bridgeAddress(mesh, 'host2')}`]) {
      await machine.run(harm);
      expect((await machine.try('meshinit-check')).output).toMatch(/^FAIL {2}tunnel \S+ leads to host2/m);
      await machine.run('meshinit-mesh');
      expect(await machine.run(WAYS)).toBe(before);
    }
    await machine.run(`ip route replace 172.17.99.0/24 $(ip route show ${slice} | cut -d ' ' -f 2-)`);
    expect((await machine.try('meshinit-check')).output).toContain('FAIL  routes lead to the peers alone');
    await machine.run('meshinit-mesh');
    expect(await machine.run(WAYS)).toBe(before);
  });

  it('sends nothing for an address that nobody has, in no slice and in a slice', async () => {
    const container = cluster.container('host1');
    const seen = await sourcesSeen({ machine: cluster.host('host2').machine, within: '' }, async () => {
      for (const nobody of ['172.17.0.200', '172.17.200.5']) expect(await reaches(container, nobody, 1)).toBe(false);
    });
    expect(seen).toEqual([]);
  });

  it("shows the world the host's underlay address, and other hosts' containers the container's own", async () => {
    const outside = await Namespace.open('outside', 'no files');
    cluster.machines.push(outside);
    await cluster.underlay.plug(outside, 1500);
    const from = cluster.container('host2');
    if (mesh.members[0]?.node.address.family === 4) {
      await outside.run('ip addr add "$1" dev eth0', `${OUTSIDE}/24`);
      const sources = await sourcesSeen({ machine: outside, within: '' }, async () => {
        expect(await reaches(from, OUTSIDE)).toBe(true);
      });
      expect(sources).toEqual([cluster.host('host2').plan.node.address.text]);
    }
    const to = cluster.container('host1');
    const sources = await sourcesSeen(spotOf(to), async () => {
      expect(await reaches(from, to.address)).toBe(true);
    });
    expect(sources).toEqual([from.address]);
  });

  returnsAfterReboot(cluster, 'systemd');
}

const encrypted = (text: string, encryption = 'wireguard'): string => `${text}encryption: ${encryption}\n`;
const seeded = { compiled: { seed: SEED } };

describeCluster(
  'routes over WireGuard itself, of both families',
  encrypted(manifestOf(3, 4, { layout: 'routed', subnet6: 'auto' })),
  carries,
  seeded,
);

describeCluster(
  'routes over WireGuard with IPv6 addresses over IPv6, one slice of a host’s own choice',
  encrypted(manifestOf(3, 6, { layout: 'routed' }), '{ kind: wireguard, range: "fd98::/64" }').replace(
    'fd00:10::13',
    'fd00:10::13\n    slice: 172.17.77.0/25',
  ),
  carries,
  seeded,
);

describeCluster('routes over the underlay', manifestOf(3, 4, { layout: 'routed', tunnel: 'none' }), carries);

describeCluster(
  'routes of both families over an underlay of IPv6',
  manifestOf(3, 6, { layout: 'routed', tunnel: 'none', subnet6: 'auto' }),
  carries,
);
