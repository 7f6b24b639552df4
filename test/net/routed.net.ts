import { beforeAll, expect, it } from 'vitest';
import { reportFigure } from '../support/figures.ts';
import { type Cluster, describeCluster } from './cluster.ts';
import { bridgeAddress } from './containers.ts';
import { networkState } from './dataplane.ts';
import { filterAsDocker28 } from './docker-28.ts';
import { filterAsDocker29 } from './docker-29.ts';
import { manifestOf } from './manifest.ts';
import { Namespace } from './namespace.ts';
import { reaches } from './ping.ts';
import { returnsAfterReboot } from './reboot.ts';
import { sourcesSeen, spotOf } from './sniff.ts';
import { survivesDeath } from './survives.ts';
import { carriesWholePackets } from './whole-packets.ts';

/** A machine on the underlay that belongs to nobody, and knows no way to any container. */
const OUTSIDE = '10.0.0.200';

function reachesAll(cluster: Cluster): void {
  beforeAll(async () => {
    await Promise.all([...cluster.containers.values()].map(filterAsDocker28));
  });

  carriesWholePackets(cluster);

  it('finds nothing wrong with itself', async () => {
    for (const { machine } of cluster.hosts.values()) {
      const { output, status } = await machine.try('meshinit-check');
      expect(output.split('\n').filter((line) => line !== '' && !line.startsWith('ok '))).toEqual([]);
      expect(status).toBe(0);
    }
  });

  it('is changed by no second run of its scripts', async () => {
    for (const host of cluster.hosts.values()) {
      const state = (): Promise<string> => networkState(host.machine, host.dataplane);
      const before = await state();
      await host.machine.run('meshinit-mesh');
      expect(await state()).toBe(before);
      expect(await host.boot()).toMatchObject({ status: 0 });
      expect(await state()).toBe(before);
    }
  });

  it('touches no way to a peer in a second run', async () => {
    const marker = 'ip neigh replace 172.17.0.250 lladdr 02:76:ac:11:00:fa dev vxlan-mesh nud permanent';
    const seen = await cluster.host('host1').machine.run(`
      ip -4 monitor neigh route dev vxlan-mesh >/run/seen &
      is_seen() { ${marker} && ip neigh del 172.17.0.250 dev vxlan-mesh && [ "$(grep -c -F 172.17.0.250 /run/seen)" -gt "$1" ]; }
      until is_seen 0; do sleep 0.1; done
      meshinit-mesh >/dev/null
      count=$(grep -c -F 172.17.0.250 /run/seen)
      until is_seen "$count"; do sleep 0.1; done
      kill $!
      grep -v -F 172.17.0.250 /run/seen || :`);
    expect(seen).toBe('');
  });

  it('mends each of the three things that a peer has, takes away what is too much, and says which peer lacks one', async () => {
    const { machine } = cluster.host('host1');
    const before = await machine.run(WAYS);
    const nobody = cluster.mesh.tunnel.family === 4 ? '10.0.0.99' : 'fd00:10::99';
    const mesh = bridgeAddress(cluster.mesh, 'host2');
    for (const harm of [
      `ip route del ${cluster.container('host2').address.replace(/\d+$/, '0')}/24`,
      `ip neigh del ${mesh} dev vxlan-mesh`,
      'bridge fdb show dev vxlan-mesh | awk \'NR == 1 { print $1, $3 }\' | { read -r mac dst; bridge fdb del "$mac" dev vxlan-mesh dst "$dst"; }',
    ]) {
      await machine.run(harm);
      expect((await machine.try('meshinit-check')).output).toMatch(/^FAIL {2}tunnel \S+ leads to host\d/m);
      await machine.run('meshinit-mesh');
      expect(await machine.run(WAYS)).toBe(before);
    }
    await machine.run(`set -e
      ip neigh replace 172.17.0.99 lladdr 02:76:ac:11:00:63 dev vxlan-mesh nud permanent
      bridge fdb replace 02:76:ac:11:00:63 dev vxlan-mesh dst ${nobody}
      bridge fdb append 00:00:00:00:00:00 dev vxlan-mesh dst ${nobody}
      ip route replace 172.17.99.0/24 via 172.17.0.99 dev vxlan-mesh onlink`);
    expect((await machine.try('meshinit-check')).output).toContain('FAIL  vxlan-mesh leads to the peers alone');
    await machine.run('meshinit-mesh');
    expect(await machine.run(WAYS)).toBe(before);
  });
}

function letsInByMark(cluster: Cluster): void {
  it('lets in peers alone, whose packets have the mark, and nobody who knows the way', async () => {
    const [one, two] = [cluster.container('host1'), cluster.container('host2')];
    expect(await reaches(one, two.address)).toBe(true);
    await Promise.all([one, two].map(filterAsDocker29));
    expect(await reaches(one, two.address)).toBe(true);
    expect(await reaches(two, one.address)).toBe(true);
    const stranger = await Namespace.open('stranger', 'no files');
    cluster.machines.push(stranger);
    await cluster.underlay.plug(stranger, 1500);
    await stranger.run('ip addr add "$1/24" dev eth0; ip route add "$2" via 10.0.0.12', OUTSIDE, two.address);
    await two.host.machine.run('ip netns exec "$1" busybox httpd -p 80 -h /etc/meshinit', two.name);
    const asked = `printf 'GET /host.conf HTTP/1.0\\r\\n\\r\\n' | busybox nc -w 2 "$1" 80 || :`;
    expect(await stranger.run(asked, two.address)).not.toContain('HOST=host2');
    await two.host.machine.run('nft delete table inet meshinit-docker0');
    expect(await stranger.run(asked, two.address)).toContain('HOST=host2');
    expect(await reaches(one, two.address, 2)).toBe(false);
    await two.host.machine.run('meshinit-mesh');
    expect(await reaches(one, two.address)).toBe(true);
  });
}

function thousand(): string {
  const hosts = Array.from(
    { length: 1000 },
    (_, index) => `  host${index + 1}: { address: 10.0.${index >> 8}.${index & 255} }\n`,
  );
  return `meshinit: 1\ndefaults: { os: debian-12 }\nnetwork: { layout: routed, subnet: 172.16.0.0/12, slice: /24 }\nhosts:\n${hosts.join('').replace('10.0.0.0 ', '10.0.99.9 ')}`;
}

/** All that leads to a peer. */
const WAYS = `
  ip -4 route show dev vxlan-mesh
  ip -4 neigh show dev vxlan-mesh | sort
  bridge fdb show dev vxlan-mesh | sort`;

function isSilent(cluster: Cluster): void {
  it('sends nothing over the underlay for an address that nobody has, in no slice and in a slice', async () => {
    const container = cluster.container('host1');
    const sent = (): Promise<string> =>
      cluster.host('host1').machine.run('cat /sys/class/net/vxlan-mesh/statistics/tx_packets');
    const before = await sent();
    for (const nobody of ['172.17.0.200', '172.17.200.5', '172.17.255.255']) {
      expect(await reaches(container, nobody, 1)).toBe(false);
    }
    expect(await sent()).toBe(before);
    const heard = await sourcesSeen({ machine: cluster.host('host2').machine, within: '' }, async () => {
      expect(await reaches(container, '172.17.200.5', 1)).toBe(false);
    });
    expect(heard).toEqual([]);
  });
}

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

  it('answers on a published port, asked from the world and from a container of another host', async () => {
    const { host, name, address } = cluster.container('host2');
    await host.machine.run(
      `set -e
        iptables -w -t nat -A PREROUTING -m addrtype --dst-type LOCAL -p tcp --dport 8080 -j DNAT --to-destination "$2:80"
        iptables -w -I FORWARD -d "$2" -o docker0 -p tcp --dport 80 -j ACCEPT
        iptables -w -t raw -F PREROUTING
        meshinit-mesh --ready
        ip netns exec "$1" busybox httpd -p 80 -h /etc/meshinit`,
      name,
      address,
    );
    const asked = `printf 'GET /host.conf HTTP/1.0\\r\\n\\r\\n' | busybox nc -w 3 "$1" 8080`;
    expect(await outside.run(asked, '10.0.0.12')).toContain('HOST=host2');
    const gateway = address.replace(/\d+$/, '1');
    const { machine } = cluster.host('host1');
    expect(await machine.run(asked.replace('busybox', 'ip netns exec c10 busybox'), gateway)).toContain('HOST=host2');
  });
}

describeCluster(
  'a host with a thousand peers',
  thousand(),
  (cluster) => {
    it('has a way to each of them within the time that two programs take, and changes nothing again', async () => {
      const host = await cluster.start('host1');
      expect(await host.boot()).toMatchObject({ status: 0 });
      const lines = async (): Promise<number[]> =>
        (
          await host.machine.run(`for what in route neigh; do ip -4 $what show dev vxlan-mesh | grep -c -e via -e PERM; done
          bridge fdb show dev vxlan-mesh | grep -c dst`)
        )
          .trim()
          .split('\n')
          .map(Number);
      expect(await lines()).toEqual([999, 999, 999]);
      const timed = async (script: string): Promise<number> => {
        const begin = performance.now();
        await host.machine.run(script);
        return (performance.now() - begin) / 1000;
      };
      const again = await timed('meshinit-mesh');
      const first = await timed('ip link delete vxlan-mesh; meshinit-mesh');
      expect(await lines()).toEqual([999, 999, 999]);
      console.log(`a thousand routed peers: the whole mesh in ${first.toFixed(1)} s, again in ${again.toFixed(1)} s`);
      reportFigure('namespaces', 'a thousand routed hosts', 'the mesh of one of them built', first);
    });
  },
  { starts: false, compiled: { hosts: ['host1'] } },
);

describeCluster('five routed hosts', manifestOf(5, 4, { layout: 'routed' }), (cluster) => {
  reachesAll(cluster);
  isSilent(cluster);
  masquerades(cluster);
  returnsAfterReboot(cluster, 'systemd');
  survivesDeath(cluster, 'host1', ['host2', 'host3'], 5);
});

describeCluster(
  'routed hosts over IPv6, on a narrow underlay, one with a slice of its own choice',
  manifestOf(3, 6, { layout: 'routed', tunnel: { kind: 'vxlan', key: 7, port: 8472 } }, { mtu: 1400 }).replace(
    'fd00:10::13',
    'fd00:10::13\n    slice: 172.17.77.0/25',
  ),
  reachesAll,
);

describeCluster(
  'routed hosts whose Docker keeps its rules in nftables',
  `${manifestOf(2, 4, { layout: 'routed' })}docker: { daemon: { firewall-backend: nftables } }\n`,
  letsInByMark,
);
