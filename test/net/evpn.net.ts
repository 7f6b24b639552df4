import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { patch } from '../../src/patch/patch.ts';
import { reportFigure } from '../support/figures.ts';
import { Cluster, describeCluster } from './cluster.ts';
import { bridgeAddress, type Container, startContainer } from './containers.ts';
import { networkState } from './dataplane.ts';
import { manifestOf } from './manifest.ts';
import { Namespace } from './namespace.ts';
import { packetsLost, runScript } from './patched.ts';
import { reaches } from './ping.ts';
import { lookUpsSeen, sourcesOf, sourcesSeen, spotOf } from './sniff.ts';
import { carriesWholePackets } from './whole-packets.ts';

const SUBJECT = 'BGP EVPN, five hosts';
/** Packets a second, and how many are sent round an event. */
const A_SECOND = 20;
const EVPN = { evpn: { reflectors: ['host1', 'host2'], range: '10.0.0.0/24' } };

/** Asks until it is so. */
async function until(is: () => Promise<boolean>, seconds: number): Promise<number> {
  const begin = performance.now();
  for (;;) {
    if (await is()) return (performance.now() - begin) / 1000;
    if (performance.now() - begin > seconds * 1000) throw new Error(`it is not so within ${seconds} s`);
    await sleep(100);
  }
}

/** Of packets that a container sends to an address for some seconds, those that no answer came to. */
async function lost(from: Container, address: string, seconds: number, event: () => Promise<void>): Promise<number> {
  expect(await reaches(from, address, 20)).toBe(true);
  const ping = from.host.machine.run(
    'ip netns exec "$1" ping -n -q -i "$2" -c "$3" "$4" || :',
    from.name,
    String(1 / A_SECOND),
    String(A_SECOND * seconds),
    address,
  );
  await sleep(1000);
  await event();
  const [, sent, received] = /(\d+) packets transmitted, (\d+) received/.exec(await ping) ?? [];
  return Number(sent) - Number(received);
}

/** Addresses of hosts that frames are led to, by the kernel's table, because BGP said so. */
const announced = async (cluster: Cluster, host: string): Promise<string> =>
  cluster.host(host).machine.run(`bridge fdb show dev vxlan-mesh | grep extern_learn || :`);

const passes = async (cluster: Cluster, host: string): Promise<boolean> =>
  (await cluster.host(host).machine.try('meshinit-check')).status === 0;

function tell(what: string, seconds: number): void {
  console.log(`${SUBJECT}: ${what}: ${seconds.toFixed(1)} s`);
  reportFigure('namespaces', SUBJECT, what, seconds);
}

/** All that a host knows of where others are. */
const REMEMBERED = 'ip neigh; bridge fdb show; ip route show cache';

/** A second container, of its own address, on a host. */
const another = (cluster: Cluster, host: string): Promise<Container> => startContainer(cluster.host(host), 11);

describeCluster('BGP EVPN', manifestOf(5, 4, { control: EVPN }), (cluster) => {
  carriesWholePackets(cluster);

  it('finds nothing wrong with itself, once all sessions stand', async () => {
    const seconds = await Promise.all([...cluster.hosts.keys()].map((host) => until(() => passes(cluster, host), 60)));
    tell('sessions after the first boot', Math.max(...seconds));
  });

  it('is changed by no second run of its scripts', async () => {
    for (const host of cluster.hosts.values()) {
      const state = (): Promise<string> => networkState(host.machine, host.dataplane);
      const before = await state();
      const frr = await host.machine.run('cat /run/frr/bgpd.pid');
      expect(await host.boot()).toMatchObject({ status: 0 });
      await host.machine.run('meshinit-mesh');
      expect(await state()).toBe(before);
      expect(await host.machine.run('cat /run/frr/bgpd.pid')).toBe(frr);
    }
  });

  it('sends a frame for one container to its host alone', async () => {
    const [from, to] = [cluster.container('host3'), cluster.container('host4')];
    expect(await reaches(from, to.address)).toBe(true);
    const seen = await sourcesSeen(spotOf(cluster.container('host5')), async () => {
      for (let count = 0; count < 5; count += 1) expect(await reaches(from, to.address)).toBe(true);
    });
    expect(seen).toEqual([]);
  });

  it('answers a host’s look-up of another at home', async () => {
    const address = bridgeAddress(cluster.mesh, 'host4');
    const from = await another(cluster, 'host3');
    const heard = await lookUpsSeen(spotOf(cluster.container('host5')), async () => {
      expect(await reaches(from, address)).toBe(true);
    });
    // The other host still asks all for the container, which has not been announced with its address yet.
    expect(heard).not.toContain(address);
  });

  it('takes BGP from the peers and the range alone', async () => {
    const { machine } = cluster.host('host1');
    const stranger = await Namespace.open('stranger', 'no files');
    cluster.machines.push(stranger);
    await cluster.underlay.plug(stranger, 1500);
    await stranger.run('ip addr add 10.0.9.9/16 dev eth0');
    await machine.run('ip route add 10.0.9.9/32 dev eth0');
    const ask = async (from: Namespace): Promise<boolean> =>
      (await from.try("timeout 2 bash -c '</dev/tcp/10.0.0.11/179'")).status === 0;
    expect(await ask(stranger)).toBe(false);
    expect(await ask(cluster.host('host3').machine)).toBe(true);
    await machine.run('nft delete table inet meshinit');
    expect(await ask(stranger)).toBe(true);
    await machine.run('systemctl reload-or-restart meshinit-firewall.service');
  });

  it('takes in a new host though no other was patched: what it announces is reached, and broadcasts wait', async () => {
    cluster.adopt(new Cluster(manifestOf(6, 4, { control: EVPN }), { lock: cluster.lock }));
    await cluster.boot(await cluster.start('host6'));
    const own = cluster.container('host6');
    const old = ['host1', 'host2', 'host3', 'host4', 'host5'].map((name) => cluster.container(name));
    await until(() => passes(cluster, 'host6'), 30);
    for (const { address } of old) expect(await reaches(own, address)).toBe(true);
    for (const container of old) expect(await reaches(container, own.address)).toBe(true);
    for (const { host } of old) {
      expect(await reaches(host, bridgeAddress(cluster.mesh, 'host6'))).toBe(true);
      expect(await host.machine.run('cat /etc/meshinit/peers')).not.toContain('host6');
    }
    // It has said nothing yet but to its neighbours of IPv6: nobody can look up its address.
    const silent = await another(cluster, 'host6');
    const [asking] = old;
    if (!asking) throw new Error('there are old hosts');
    expect(await reaches(asking, silent.address, 2)).toBe(false);
    expect(await reaches(silent, bridgeAddress(cluster.mesh, 'host6'))).toBe(true);
    const seconds = await until(() => reaches(asking, silent.address, 1), 20);
    tell('a container of a host that is in no list, reached after its first packet to its gateway', seconds);
    // The host itself has all peers, so its own look-ups go everywhere.
    expect(await reaches(await another(cluster, 'host5'), silent.address, 4)).toBe(true);
  });

  it('follows a container to another host', async () => {
    const moving = cluster.container('host4');
    const [from, to] = [cluster.container('host3'), cluster.host('host5')];
    const mac = await moving.host.machine.run('ip netns exec "$1" cat /sys/class/net/eth0/address', moving.name);
    const missing = await lost(from, moving.address, 6, async () => {
      await to.machine.run(
        `set -e
          ip netns add moved
          ip link add veth_moved mtu 1450 type veth peer name eth0 mtu 1450 address "$2" netns moved
          ip -n moved addr add "$1/16" dev eth0`,
        moving.address,
        mac.trim(),
      );
      await moving.host.machine.run('ip netns del "$1"', moving.name);
      await to.machine.run(`set -e
        ip link set veth_moved master docker0 up
        ip -n moved link set eth0 up
        ip netns exec moved ping -c 1 -W 2 "$(ip -o -4 addr show dev docker0 | awk '{ sub("/.*", "", $4); print $4 }')"`);
    });
    tell('a container moves: packets lost, in seconds of them', missing / A_SECOND);
    expect(missing).toBeLessThan(3 * A_SECOND);
    expect(await announced(cluster, 'host3')).toContain(`${mac.trim()} dst 10.0.0.15 `);
  });

  it('forgets a host that dies, and takes it back', async () => {
    const isTold = async (): Promise<boolean> => (await announced(cluster, 'host3')).includes(' dst 10.0.0.14 ');
    expect(await isTold()).toBe(true);
    await cluster.kill('host4');
    tell('a dead host forgotten', await until(async () => !(await isTold()), 30));
    await cluster.boot(await cluster.start('host4'));
    // Its address on the mesh: a container of the lane has another MAC each time, which neighbours remember for a while.
    const address = bridgeAddress(cluster.mesh, 'host4');
    tell('a host that returns, reached', await until(() => reaches(cluster.container('host3'), address, 1), 30));
    await until(isTold, 30);
    // What a host remembers of another it keeps for up to a minute. Where that is not enough, the kept transcripts say what it was.
    const isWell = until(() => passes(cluster, 'host4'), 90);
    await isWell.catch(() => Promise.all(['host3', 'host4'].map((name) => cluster.host(name).machine.try(REMEMBERED))));
    tell('a host that returns, nothing wrong', await isWell);
  });

  it('loses nothing when one reflector dies, and nothing when the last one dies', async () => {
    for (const reflector of ['host1', 'host2']) {
      const [from, to] = [cluster.container('host3'), cluster.container('host5')];
      const missing = await lost(from, to.address, 10, () => cluster.kill(reflector));
      tell(`reflector ${reflector} dies: packets lost, in seconds of them`, missing / A_SECOND);
      // A busy machine may lose one by itself.
      expect(missing).toBeLessThan(A_SECOND / 4);
    }
    // Nobody announces anything: frames are flooded by the static entries.
    expect(await announced(cluster, 'host3')).toBe('');
    for (const [from, to] of cluster
      .pairs()
      .filter(([{ name }, other]) => ![name, other.name].includes('host6') && ![name, other.name].includes('host4'))) {
      expect(await reaches(cluster.container(from.name), cluster.container(to.name).address)).toBe(true);
    }
    const { output } = await cluster.host('host3').machine.try('meshinit-check');
    expect(output).toContain('FAIL  BGP session with host1 (10.0.0.11) is established');
  });
});

const PRIVATE = manifestOf(3, 4, {
  layout: 'per-host',
  subnet6: 'auto',
  control: { evpn: { reflectors: ['host1', 'host2'], as: 4_200_000_001 } },
}).concat('networks: { blue: { subnet: 10.78.0.0/16, hosts: [host1, host3] } }\nencryption: wireguard\n');

describeCluster(
  'BGP EVPN through WireGuard, a subnet per host, both families and a second network',
  PRIVATE,
  (cluster) => {
    it('has its sessions between WireGuard addresses, and finds nothing wrong with itself', async () => {
      await Promise.all([...cluster.hosts.keys()].map((host) => until(() => passes(cluster, host), 60)));
      const { machine } = cluster.host('host3');
      const { output } = await machine.try('meshinit-check');
      expect(output).toMatch(/^ok +BGP session with host1 \(10\.98\.0\.1\) is established$/m);
      // Nothing but WireGuard comes and goes.
      const seen = await sourcesOfTcp(cluster);
      expect(seen).toEqual([]);
    });

    carriesWholePackets(cluster);

    it('announces the addresses of each network in it alone', async () => {
      const { machine } = cluster.host('host1');
      const told = (device: string): Promise<string> =>
        machine.run(
          'bridge fdb show dev "$1" | sed -n "s/.* dst \\(\\S*\\) self extern_learn.*/\\1/p" | sort -u',
          device,
        );
      expect(await told('vxlan-mesh')).toBe('10.98.0.2\n10.98.0.3\n');
      expect(await told('vx-blue')).toBe('10.98.0.3\n');
    });

    it('is what a second run of its scripts leaves', async () => {
      for (const host of cluster.hosts.values()) {
        const state = (): Promise<string> => networkState(host.machine, host.dataplane);
        const before = await state();
        expect(await host.boot()).toMatchObject({ status: 0 });
        expect(await state()).toBe(before);
      }
    });
  },
  { compiled: { seed: new Uint8Array(32).fill(7) } },
);

/** Sources of BGP on the underlay's own device, for longer than two of its keep-alives. */
const sourcesOfTcp = (cluster: Cluster): Promise<string[]> =>
  sourcesOf({ machine: cluster.host('host1').machine, within: '' }, 'tcp port 179', () => sleep(7000));

const still = (control: unknown): string =>
  manifestOf(3, 4, { dataplane: 'linux', tunnel: { kind: 'vxlan', key: 7 }, ...(control ? { control } : {}) });

describeCluster('BGP EVPN that comes and goes while hosts run', still(undefined), (cluster) => {
  const told = { evpn: { reflectors: ['host1', 'host2'] } };
  const { lock } = cluster;

  async function become(before: string, after: string, what: string): Promise<void> {
    const [from, to] = [cluster.container('host1'), cluster.container('host3')];
    const missing = await packetsLost(from, to.address, async () => {
      for (const [name, host] of cluster.hosts) {
        const { script, fault } = patch({ text: after, lock }, name, { text: before, lock });
        if (script === undefined) throw new Error(fault?.message);
        expect(await runScript(host, script, '--within', '60')).toMatchObject({ status: 0 });
      }
    });
    tell(`${what}: packets lost, in seconds of them`, missing / 10);
    // Each device is made anew, once on each of the two hosts.
    expect(missing).toBeLessThan(100);
  }

  it('comes by patches, one host after another', async () => {
    await become(still(undefined), still(told), 'BGP EVPN comes by patches');
    await Promise.all([...cluster.hosts.keys()].map((host) => until(() => passes(cluster, host), 60)));
    await until(async () => (await announced(cluster, 'host1')).includes(' dst 10.0.0.13 '), 30);
  });

  it('has nothing to do the second time', async () => {
    const { script = '' } = patch({ text: still(told), lock }, 'host1', { text: still(told), lock });
    const { output } = await runScript(cluster.host('host1'), script);
    expect(output).toBe('meshinit: nothing to do: host1 matches its manifest\n');
  });

  it('goes by patches, and leaves a mesh that learns', async () => {
    await become(still(told), still(undefined), 'BGP EVPN goes by patches');
    for (const { machine } of cluster.hosts.values()) {
      expect(await machine.run('bridge fdb show dev vxlan-mesh')).not.toContain('extern_learn');
      expect(await machine.run('ip -d link show dev vxlan-mesh')).not.toMatch(/nolearning|neigh_suppress on/);
      expect((await machine.try('meshinit-check')).output).not.toContain('FAIL');
      // One that has ended and that nobody reaps has no command line.
      expect((await machine.try('pgrep -f ^/usr/lib/frr/')).status).toBe(1);
    }
  });
});
