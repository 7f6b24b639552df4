import { once } from 'node:events';
import { copyFileSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { cidrText } from '../../src/addresses/cidr.ts';
import type { Keys } from '../../src/keys/keys.ts';
import { keysFrom } from '../../src/keys/keys-from.ts';
import { patch } from '../../src/patch/patch.ts';
import { reportFigure, subjectOf } from '../support/figures.ts';
import { Cluster, describeCluster } from './cluster.ts';
import { bridgeAddress } from './containers.ts';
import { manifestOf } from './manifest.ts';
import { Namespace } from './namespace.ts';
import { reaches } from './ping.ts';
import { isExact, keepsItsPromises } from './promises.ts';
import { returnsAfterReboot } from './reboot.ts';
import { FOREIGN, sniff } from './sniff.ts';

const PACKETS = fileURLToPath(new URL('packets.pl', import.meta.url));
const SEED = new Uint8Array(32).fill(7);
const keys = keysFrom(SEED);
const OTHER_SEED = new Uint8Array(32).fill(9);
const otherKeys = keysFrom(OTHER_SEED);

/** Open vSwitch's userspace datapath sends through its own bridges alone, and so not through a device of the kernel's. */
const plain = (family: 4 | 6): string => manifestOf(3, family, { dataplane: 'linux' });
const withWireguard = (family: 4 | 6, encryption = 'wireguard'): string =>
  `${plain(family)}encryption: ${encryption}\n`;

/** All first boots at once. */
async function bootAll(cluster: Cluster): Promise<void> {
  for (const { name } of cluster.mesh.members) if (!cluster.hosts.has(name)) await cluster.start(name);
  await Promise.all([...cluster.hosts.values()].map((host) => cluster.boot(host)));
}

/** The kernel makes no WireGuard device, until GIVE. */
async function takeWireguard(machine: Namespace): Promise<void> {
  const kernel = '#!/bin/sh\ncase $* in *type*wireguard) exit 2 ;; esac\nexec /usr/sbin/ip "$@"\n';
  await machine.run('mv /usr/local/bin/ip /usr/local/bin/ip.away');
  writeFileSync(machine.path('/usr/local/bin/ip'), kernel, { mode: 0o755 });
}
const GIVE = 'mv /usr/local/bin/ip.away /usr/local/bin/ip';

/** Before there is a mesh, its addresses have a host's default route. */
function keepsTheMeshIn(cluster: Cluster): void {
  it('sends nothing to the mesh by another way where it does not stand, since the kernel has no WireGuard', async () => {
    const host = await cluster.start('host1');
    const { machine } = host;
    const to = bridgeAddress(cluster.mesh, 'host2');
    const subnet = cidrText(cluster.mesh.subnet);
    const asked = async (): Promise<string[]> => {
      const seen = await sniff(cluster.underlay.namespace, `net ${subnet} or arp net ${subnet}`);
      expect((await machine.try('ping -n -c 1 -W 1 "$1"', to)).status).not.toBe(0);
      return seen();
    };
    await machine.run('ip route replace default dev eth0');
    expect((await asked()).join('\n')).toContain(to);
    // Linux would go on to ask for it for two seconds, whatever the routes are by then.
    await machine.run('ip neigh del "$1" dev eth0', to);
    await takeWireguard(machine);
    const { status, output } = await host.boot();
    expect(`${status}: ${output}`).toMatch(/^1: .*the kernel makes no WireGuard device/s);
    expect(await asked()).toEqual([]);
    await machine.run(`${GIVE}; ip route del default`);
  });
}

/** The same addresses over the same underlay without encryption, so that the sniffer is known to look. */
function encrypts(title: string, family: 4 | 6, encryption?: string): void {
  const tests = (cluster: Cluster): void => {
    let foreign: () => Promise<string[]>;

    keepsTheMeshIn(cluster);

    it('comes up', async () => {
      foreign = await sniff(cluster.underlay.namespace, FOREIGN);
      await bootAll(cluster);
    });

    keepsItsPromises(cluster);
    isExact(cluster);
    returnsAfterReboot(cluster, 'systemd');

    it('has sent nothing but WireGuard since before its first boot', async () => {
      expect(await foreign()).toEqual([]);
    });
  };
  describeCluster(title, withWireguard(family, encryption), tests, { starts: false, compiled: { seed: SEED } });
}

encrypts('WireGuard over IPv4', 4);
encrypts('WireGuard over IPv6', 6);
encrypts('WireGuard with IPv6 addresses over IPv4', 4, '{ kind: wireguard, range: "fd98::/64" }');

/** The lock while the keys of all hosts are being rotated, and when they have been. */
function rotated(lock: string, keys: Keys): { readonly during: string; readonly after: string } {
  const [head = '', old = ''] = lock.split(/^# Public keys\..*\nkeys:\n/m);
  const young = old.replace(/\{ id: (\S+), generation: 0, public: "[^"]*" \}/g, (_, id: string) => {
    return `{ id: ${id}, generation: 1, public: "${keys.pairOf(id, 1).publicKey}" }`;
  });
  const after = `${head.replace('generation: 0', 'generation: 1')}keys:\n${young}`;
  return { during: `${after}former:\n${old}`, after };
}

interface Side {
  readonly text: string;
  readonly lock: string;
  /** Where they are another seed's. */
  readonly keys?: Keys;
}

/** Brings a host from one side to another by its patch. */
async function bring(cluster: Cluster, name: string, before: Side, after: Side): Promise<void> {
  const { script } = patch(after, name, before, { keys: after.keys ?? keys });
  if (script === undefined) throw new Error(`there is no patch for ${name}`);
  const { machine } = cluster.host(name);
  writeFileSync(machine.path('/run/patch'), script);
  await machine.run('sh -s </run/patch');
}

/** Packets between two containers that are lost while something is done, of a hundred each second. */
async function lostDuring(cluster: Cluster, work: () => Promise<unknown>): Promise<{ lost: number; sent: number }> {
  const [from, to] = [cluster.container('host1'), cluster.container('host3')];
  const { machine } = from.host;
  const ping = machine.spawn(`echo "pid $$"; exec ip netns exec ${from.name} ping -n -q -i 0.01 "$1"`, to.address);
  let said = '';
  ping.stdout.on('data', (data) => (said += data));
  const closed = once(ping, 'close');
  await sleep(500);
  await work();
  await sleep(500);
  await machine.run(`kill -INT ${/^pid (\d+)/.exec(said)?.[1]}`);
  await closed;
  const [, sent = '', received = ''] = /(\d+) packets transmitted, (\d+) received/.exec(said) ?? [];
  return { lost: Number(sent) - Number(received), sent: Number(sent) };
}

describeCluster(
  'WireGuard while all changes',
  plain(4),
  (cluster) => {
    const names = cluster.mesh.members.map(({ name }) => name);
    const clear: Side = { text: plain(4), lock: new Cluster(plain(4)).lock };
    const encrypted = new Cluster(withWireguard(4), { seed: SEED, lock: clear.lock });
    const first: Side = { text: withWireguard(4), lock: encrypted.lock };
    const anew = new Cluster(first.text, {
      seed: OTHER_SEED,
      lock: first.lock.replace(/^keys:\n(?: {2}.*\n)+/m, ''),
    });
    const other = (lock: string): Side => ({ text: first.text, lock, keys: otherKeys });
    const second = rotated(anew.lock, otherKeys);
    const allReach = async (): Promise<void> => {
      for (const [from, to] of cluster.pairs()) {
        expect(await reaches(cluster.container(from.name), cluster.container(to.name).address, 20)).toBe(true);
      }
    };
    const onEach = (script: string): Promise<string[]> =>
      Promise.all(names.map((name) => cluster.host(name).machine.run(script)));

    it('is seen by the sniffer while it is in clear text', async () => {
      const foreign = await sniff(cluster.underlay.namespace, FOREIGN);
      await bootAll(cluster);
      await allReach();
      expect((await foreign()).join('\n')).toMatch(/VXLAN/);
    });

    /** All hosts at once, as `apply` has them in one turn. */
    const become = async (what: string, before: Side, after: Side): Promise<void> => {
      const lost = await lostDuring(cluster, async () => {
        await Promise.all(names.map((name) => bring(cluster, name, before, after)));
        await allReach();
      });
      reportFigure('namespaces', `WireGuard: ${subjectOf(cluster.mesh)}: patched`, what, lost.lost / 100);
    };
    const encrypts = async (): Promise<void> => {
      await become('WireGuard turned on', clear, first);
      const foreign = await sniff(cluster.underlay.namespace, FOREIGN);
      await allReach();
      expect(await foreign()).toEqual([]);
    };

    it('is encrypted by a patch of each host', encrypts);

    it('is in clear text again by a patch of each host, and none is so before its own', async () => {
      const foreign = await sniff(cluster.underlay.namespace, FOREIGN);
      await become('WireGuard turned off', first, clear);
      const sent = await foreign();
      for (const name of names) {
        const { machine, plan } = cluster.host(name);
        const lines = sent.filter((line) => line.includes(` IP ${plan.node.address.text}.`) && line.includes('VXLAN'));
        expect(lines).not.toEqual([]);
        const changed = Number(await machine.run('stat -c %.Y /etc/meshinit/host.conf'));
        expect(Number.parseFloat(lines[0] ?? ''), name).toBeGreaterThan(changed);
      }
      await onEach('meshinit-check');
    });

    it('is encrypted once more', encrypts);

    it('gets the keys of another seed on all hosts at once', async () => {
      const foreign = await sniff(cluster.underlay.namespace, FOREIGN);
      await become('all keys changed at once', first, other(anew.lock));
      await onEach('meshinit-check');
      expect(await foreign()).toEqual([]);
    });

    it('gets new keys host by host, and loses nothing', async () => {
      const lost = await lostDuring(cluster, async () => {
        for (const name of names) {
          await bring(cluster, name, other(anew.lock), other(second.during));
          // What `apply` goes by, although the peers do not have the newer keys yet.
          await cluster.host(name).machine.run('meshinit-check');
          await onEach('[ ! -e /etc/meshinit/mi-wg1.peers ] || meshinit-wireguard --follow');
        }
        // Until the newer devices of all have shaken hands, as the timer looks for them.
        await sleep(6000);
        for (const routes of await onEach('meshinit-wireguard --follow; ip -4 route show dev mi-wg1')) {
          expect(routes.match(/^\d+\.\d+\.\d+\.\d+ /gm)).toHaveLength(names.length - 1);
        }
        for (const name of names) await bring(cluster, name, other(second.during), other(second.after));
      });
      console.log(`rotation of all keys: ${lost.lost} of ${lost.sent} packets lost`);
      expect(lost.sent).toBeGreaterThan(500);
      expect(lost.lost).toBe(0);
      for (const devices of await onEach('ls /sys/class/net /etc/meshinit')) {
        expect(devices).toContain('mi-wg1');
        expect(devices).not.toContain('mi-wg0');
      }
      await onEach('meshinit-check');
    });

    it('sends nothing where WireGuard goes away, and says so', async () => {
      const { machine } = cluster.host('host1');
      const [range = ''] = /[^=\s]+\/\d+/.exec(await machine.run('grep WG_RANGE /etc/meshinit/host.conf')) ?? [];
      const peer = (await machine.run("awk 'NR == 1 { print $1 }' /etc/meshinit/mi-wg1.peers")).trim();
      const foreign = await sniff(cluster.underlay.namespace, FOREIGN);
      await machine.run('ip link delete dev mi-wg1');
      expect(await reaches(cluster.container('host1'), cluster.container('host3').address, 2)).toBe(false);
      expect((await machine.try('meshinit-check')).output).toContain('FAIL  WireGuard runs on mi-wg1, port 51821');
      expect(await machine.try('meshinit-mesh --ready')).toMatchObject({ status: 1 });
      // Were the route away that leads nowhere, the firewall would still keep all in.
      await machine.run('ip route del prohibit "$1" && ip route replace default dev eth0', range);
      expect((await machine.try('ping -c 1 -W 1 "$1"', peer)).status).not.toBe(0);
      await machine.run('ip route del default');
      expect(await foreign()).toEqual([]);
      await machine.run('meshinit-mesh');
      await allReach();
    });

    it('fails where the kernel makes no device', async () => {
      const { machine } = cluster.host('host2');
      await machine.run('ip link delete dev mi-wg1');
      await takeWireguard(machine);
      const { status, output } = await machine.try('meshinit-mesh');
      expect(`${status}: ${output}`).toMatch(/^1: .*the kernel makes no WireGuard device/s);
      await machine.run(`${GIVE}; meshinit-mesh`);
      await allReach();
    });

    it('lets no stranger in, whatever address it has', async () => {
      const { machine } = cluster.host('host2');
      const { address } = cluster.host('host2').plan.node;
      const own = (await machine.run("awk 'NR == 1 { print $1 }' /etc/meshinit/mi-wg1.peers")).trim();
      const thief = cluster.host('host3').plan.node.address.text;
      // Nobody else sends: what comes in is the stranger's.
      for (const name of ['host1', 'host3']) await cluster.kill(name);
      const stranger = await Namespace.open('stranger', 'files');
      cluster.machines.push(stranger);
      await cluster.underlay.plug(stranger, 1500);
      copyFileSync(PACKETS, stranger.path('/tmp/packets.pl'));
      const received = async (): Promise<number> =>
        Number((await machine.run('cat /sys/class/net/vxlan-mesh/statistics/rx_packets')).trim());
      for (const source of [thief, own]) {
        const before = await received();
        await stranger.run(
          `set -e
            ip addr flush dev eth0
            ip addr add "$1/32" dev eth0
            ip route replace default dev eth0
            ip link add vx type vxlan id 0 dstport 4789 remote "$2" local "$1" dev eth0
            ip addr add 172.17.200.99/16 dev vx
            ip link set vx up
            ping -c 2 -W 1 172.17.0.2 || :
            ip link delete vx`,
          source,
          address.text,
        );
        expect((await received()) - before, source).toBe(0);
      }
    });
  },
  { starts: false },
);
