import { beforeAll, expect, it } from 'vitest';
import { containerAddress6, meshAddress6, type Subnet6 } from '../../src/mesh/subnet6.ts';
import { type Cluster, describeCluster } from './cluster.ts';
import type { Container } from './containers.ts';
import { networkState } from './dataplane.ts';
import type { Host } from './host.ts';
import { manifestOf } from './manifest.ts';
import { Namespace } from './namespace.ts';
import { type Place, pingWhole, placeName, reaches } from './ping.ts';
import { sourcesSeen6, spotOf } from './sniff.ts';

/** IPv6 has 20 bytes more of header than pingWhole counts. */
const MORE_HEADER = 20;
/** A machine on the underlay that belongs to nobody. */
const OUTSIDE = 'fd00:10::200';

const numberOf = (address: string): number => address.split('.').reduce((sum, byte) => sum * 256 + Number(byte), 0);

/** The device with the underlay's address. */
const uplinkOf = async ({ machine, plan }: Host): Promise<string> =>
  (await machine.run(`ip -o addr show to "$1" | awk '{ print $2 }'`, plan.node.address.text)).trim();

/** What Docker does with IPv6 to a container that has its IPv4: the address by the MAC, docker0's for a gateway. */
async function addIpv6({ host, name, address }: Container, subnet: Subnet6): Promise<string> {
  const { text } = containerAddress6(subnet, numberOf(address));
  const script = `set -e
    docker0=$(ip -o -6 addr show dev docker0 scope global | awk '{ print $4; exit }')
    ip -n "$1" addr add "$2/\${docker0#*/}" dev eth0 nodad
    ip -n "$1" route add default via "\${docker0%/*}"`;
  await host.machine.run(script, name, text);
  return text;
}

function carriesIpv6(cluster: Cluster): void {
  const { mesh } = cluster;
  const addresses = new Map<string, string>();
  let outside: Namespace;
  const subnet = (): Subnet6 => {
    if (!mesh.subnet6) throw new Error('the cluster has no IPv6');
    return mesh.subnet6;
  };
  const targets = (from: Place, to: { readonly name: string }): [Place, string][] => {
    const member = mesh.members.find(({ name }) => name === to.name);
    if (!member) throw new Error(`${to.name} is not in the mesh`);
    return [
      [from, meshAddress6(subnet(), member.bridge).text],
      [from, addresses.get(to.name) ?? ''],
    ];
  };
  const ways = (): [Place, string][] =>
    cluster
      .pairs()
      .flatMap(([from, to]) => [from, cluster.container(from.name)].flatMap((place) => targets(place, to)));

  beforeAll(async () => {
    for (const { name } of mesh.members) addresses.set(name, await addIpv6(cluster.container(name), subnet()));
    outside = await Namespace.open('outside', 'no files');
    cluster.machines.push(outside);
    await cluster.underlay.plug(outside, 1500);
    await outside.run('ip -6 addr add "$1" dev eth0 nodad', `${OUTSIDE}/64`);
    for (const [index, { name }] of mesh.members.entries()) {
      const host = cluster.host(name);
      await host.machine.run('ip -6 addr add "$1" dev "$2" nodad', `fd00:10::1${index + 1}/64`, await uplinkOf(host));
    }
  });

  it(`carries ${mesh.mtu.value} bytes of IPv6 between all hosts and containers, and no byte more`, async () => {
    const outcomes = await Promise.all(
      ways().map(async ([from, address]) => {
        await reaches(from, address, 20);
        const passes = (await pingWhole(from, address, mesh.mtu.value - MORE_HEADER)).status;
        const larger = (await pingWhole(from, address, mesh.mtu.value - MORE_HEADER + 1)).status;
        return `${placeName(from)} ${address} ${passes} ${larger}`;
      }),
    );
    expect(outcomes).toEqual(ways().map(([from, address]) => `${placeName(from)} ${address} 0 1`));
  });

  // Nobody hears another host's containers ask in layout routed.
  it.skipIf(mesh.layout === 'routed')(
    'finds neighbours after a silence, though somebody asks who listens to multicast',
    async () => {
      const bridge = '/sys/class/net/docker0/bridge';
      const { machine } = cluster.host('host1');
      const from = cluster.container('host2');
      const target = addresses.get('host1') ?? '';
      const afterSilence = async (): Promise<boolean> => {
        // In layout per-host it is the host that looks for them.
        await from.host.machine.run('ip -n "$1" -6 neigh flush all; ip -6 neigh flush all', from.name);
        return reaches(from, target, 3);
      };
      // A router of multicast on host3; who has not answered its question is forgotten after 0.1 s instead of 260.
      const router = cluster.host('host3').machine;
      await router.run(`cd ${bridge} && echo 100 >multicast_startup_query_interval &&
      echo 10 >multicast_query_response_interval && echo 1 >multicast_snooping`);
      await machine.run(`echo 10 >${bridge}/multicast_membership_interval`);
      const ask = async (): Promise<void> => {
        await Promise.all([
          machine.run(`timeout 20 tcpdump -c 2 -n -i docker0 'ip6[48] == 130'`),
          router.run(`cd ${bridge} && echo 0 >multicast_querier && sleep 1 && echo 1 >multicast_querier`),
        ]);
        await machine.run(
          `for try in $(seq 100); do bridge mdb show dev docker0 | grep -q veth_c || exit 0; sleep 0.1; done; exit 1`,
        );
      };
      await ask();
      expect(await afterSilence()).toBe(true);
      await machine.run(`echo 1 >${bridge}/multicast_snooping`);
      await ask();
      // An answer that was on its way opens the way once more.
      let finds = true;
      for (let tries = 0; finds && tries < 5; tries += 1) finds = await afterSilence();
      expect(finds).toBe(false);
      expect((await machine.try('meshinit-check')).output).toContain('FAIL  bridge docker0 passes on all multicast\n');
      await machine.run('meshinit-mesh');
      expect(await afterSilence()).toBe(true);
      await router.run(`echo 0 >${bridge}/multicast_querier; meshinit-mesh`);
    },
  );

  it('finds containers with fe80::1 alone on every bridge, as Docker 26 leaves them', async () => {
    for (const { machine } of cluster.hosts.values()) {
      await machine.run(`ip -6 addr flush dev docker0 scope link && ip -6 addr add fe80::1/64 dev docker0`);
    }
    for (const [name, { host }] of cluster.containers) {
      // The answer from outside is for the host to hand on, which has to ask for the container first.
      expect(await reaches(cluster.container(name), OUTSIDE)).toBe(true);
      await host.machine.run('ip -6 neigh flush dev docker0');
      expect(await reaches(cluster.container(name), OUTSIDE, 1)).toBe(true);
      expect(await host.machine.run('ip -6 addr show dev docker0')).not.toContain('dadfailed');
    }
  });

  it('shows the world the host’s own address for a container’s, and other containers the container’s own', async () => {
    const from = cluster.container('host2');
    const own = (
      await cluster.host('host2').machine.run(`ip -o -6 route get ${OUTSIDE} | sed 's/.* src \\([^ ]*\\).*/\\1/'`)
    ).trim();
    const seen = await sourcesSeen6({ machine: outside, within: '' }, async () => {
      expect(await reaches(from, OUTSIDE)).toBe(true);
    });
    expect(seen).toEqual([own]);
    const to = cluster.container('host1');
    const between = await sourcesSeen6(spotOf(to), async () => {
      expect(await reaches(from, addresses.get('host1') ?? '')).toBe(true);
    });
    expect(between).toEqual([addresses.get('host2')]);
  });

  it('lets nobody outside open a connection to a container, by whichever host, and would without the firewall', async () => {
    await outside.run('ip -6 route replace "$1" via fd00:10::11', subnet().text);
    // Sent again: the first of a way may be lost to the search for neighbours.
    const ask = async (name: string): Promise<boolean> =>
      (await outside.try('ping -n -c 3 -W 1 "$1"', addresses.get(name) ?? '')).status === 0;
    expect(await Promise.all(['host1', 'host2'].map(ask))).toEqual([false, false]);
    const { machine } = cluster.host('host1');
    await machine.run('nft delete chain inet meshinit strangers');
    expect(await Promise.all(['host1', 'host2'].map(ask))).toEqual([true, true]);
    await machine.run('systemctl reload-or-restart meshinit-firewall.service');
    expect(await Promise.all(['host1', 'host2'].map(ask))).toEqual([false, false]);
  });

  it('keeps the default route that a router advertised, and takes none from a container', async () => {
    const { machine } = cluster.host('host2');
    const accepts = async (device: string): Promise<string> =>
      (await machine.run(`cat /proc/sys/net/ipv6/conf/${device}/accept_ra`)).trim();
    expect(await accepts(await uplinkOf(cluster.host('host2')))).toBe('2');
    expect(await accepts('docker0')).toBe('0');
  });

  it.runIf(mesh.layout === 'routed')(
    'mends a route and a neighbour that a peer has lost, and says which peer',
    async () => {
      const { machine } = cluster.host('host1');
      const ways = `ip -6 route show dev vxlan-mesh; ip -6 neigh show dev vxlan-mesh nud permanent | sort`;
      const before = await machine.run(ways);
      for (const [kind, word] of [
        ['route', 'via'],
        ['neigh', 'lladdr'],
      ] as const) {
        await machine.run(
          `ip -6 ${kind} del "$(ip -6 ${kind} show dev vxlan-mesh | awk '$2 == "${word}" { print $1; exit }')" dev vxlan-mesh`,
        );
        expect((await machine.try('meshinit-check')).output).toMatch(/^FAIL {2}tunnel \S+ leads to host\d/m);
        await machine.run('meshinit-mesh');
        expect(await machine.run(ways)).toBe(before);
      }
      await machine.run(
        `ip -6 route add 2001:db8:99::/64 via "$1" dev vxlan-mesh onlink`,
        meshAddress6(subnet(), 1).text,
      );
      expect((await machine.try('meshinit-check')).output).toContain('FAIL  vxlan-mesh leads to the peers alone');
      await machine.run('meshinit-mesh');
      expect(await machine.run(ways)).toBe(before);
    },
  );

  it('finds nothing wrong with itself, names what is, and is changed by no second run', async () => {
    for (const host of cluster.hosts.values()) {
      const { output } = await host.machine.try('meshinit-check');
      expect(output).not.toContain('FAIL');
      expect(output).toContain(`ok    what leaves ${subnet().text} is masqueraded`);
      const before = await networkState(host.machine, host.dataplane);
      expect(await host.boot()).toMatchObject({ status: 0 });
      expect(await networkState(host.machine, host.dataplane)).toEqual(before);
    }
    const { machine } = cluster.host('host1');
    const address = (await machine.run(`. /etc/meshinit/host.conf; echo "$BRIDGE_ADDRESS6"`)).trim();
    await machine.run('ip -6 addr del "$1" dev docker0', address);
    expect((await machine.try('meshinit-check')).output).toContain(`FAIL  bridge docker0 is ${address}\n`);
    expect((await machine.try('meshinit-mesh --ready')).status).toBe(1);
    await machine.run('meshinit-mesh && meshinit-check');
  });
}

const CLUSTERS = {
  'Open vSwitch, shared': { layout: 'shared' },
  'Open vSwitch, per-host': { layout: 'per-host' },
  'kernel VXLAN, shared': { dataplane: 'linux', layout: 'shared' },
  'kernel VXLAN, per-host': { dataplane: 'linux', layout: 'per-host' },
  'kernel VXLAN, routed': { layout: 'routed' },
};

for (const [title, network] of Object.entries(CLUSTERS)) {
  describeCluster(`IPv6 for containers: ${title}`, manifestOf(3, 4, { ...network, subnet6: 'auto' }), carriesIpv6);
}
