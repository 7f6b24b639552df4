import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Cluster } from './cluster.ts';
import type { Operator, Stage } from './operator.ts';
import { forgeFrames, METADATA, PUBLIC, Sniffer, STRANGER } from './underlay.ts';

/** Who has spoken to the host on the mesh: an entry that is still there would say nothing of now. */
const FORGET =
  'ip neigh flush dev docker0; ip neigh flush dev docker0 nud noarp; ip neigh del "$1" dev docker0 2>/dev/null || :';
const KNOWS = 'ip neigh show "$1" dev docker0';

/** Whether a stranger's frame comes to a host's mesh address. */
async function comesIn(cluster: Cluster, victim: string, source: string): Promise<boolean> {
  await cluster.lab.on(victim, FORGET, STRANGER);
  await forgeFrames(cluster, victim, source);
  return (await cluster.lab.on(victim, KNOWS, STRANGER)).trim() !== '';
}

/** A container does not read user-data, and its host does. */
export function keepsUserData(cluster: Cluster): void {
  it('reads user-data itself, and lets no container do so', async () => {
    const url = `http://${METADATA}/user-data`;
    await cluster.lab.run('exec', 'ip', 'address', 'replace', `${METADATA}/32`, 'dev', 'lo');
    copyFileSync(join(cluster.directory, 'userdata/host2.yaml'), join(cluster.lab.directory, 'www/user-data'));
    for (const host of cluster.hosts) {
      expect(await cluster.lab.on(host, 'curl -sS --max-time 30 "$1"', url)).toContain('#cloud-config');
      const { status, stdout } = await cluster.lab.tryOn(host, 'docker exec lane timeout 5 wget -q -O - "$1"', url);
      expect(stdout).toBe('');
      expect(status).not.toBe(0);
    }
  });
}

/** Nothing comes in by the tunnels' port, from whatever address. */
export function admitsNoStranger(cluster: Cluster): void {
  it('lets no stranger in who has stolen a peer’s address', async () => {
    const wireguard = (await cluster.lab.on('host2', "awk '{ print $1 }' /etc/meshinit/mi-wg*.peers")).split('\n');
    expect(wireguard.length).toBeGreaterThan(2);
    const seen = await Sniffer.start(cluster, 'stranger');
    for (const source of [PUBLIC['host3'] ?? '', ...wireguard.filter((address) => address !== '')]) {
      expect(await comesIn(cluster, 'host2', source), source).toBe(false);
    }
    // They were there to come in.
    expect((await seen.stop()).join('\n')).toMatch(/VXLAN/);
  });
}

/** Packets a second. */
const RATE = 20;
/** Pings from a host's container in the background; and how many were lost in the end. */
const PING = `pid=$(docker inspect -f '{{.State.Pid}}' lane)
  setsid nsenter -t "$pid" -n ping -n -q -i ${1 / RATE} "$1" </dev/null >/run/pings 2>&1 &
  echo $!`;
const PINGED = 'sleep 2; kill -INT "$1"; while kill -0 "$1" 2>/dev/null; do sleep 0.1; done; cat /run/pings';

interface Lost {
  readonly lost: number;
  readonly sent: number;
}

/** Packets from the container of one host to another's: begins to count, and says in the end how many were lost. */
async function countLost(cluster: Cluster, from: string, to: string): Promise<() => Promise<Lost>> {
  const process = (await cluster.lab.on(from, PING, cluster.container(to))).trim();
  return async () => {
    const said = await cluster.lab.on(from, PINGED, process);
    const [, sent, received] = /(\d+) packets transmitted, (\d+) received/.exec(said) ?? [];
    expect(Number(sent), said).toBeGreaterThan(100);
    return { lost: Number(sent) - Number(received), sent: Number(sent) };
  };
}

/** All hosts get new keys from one prompt, by two rounds of `apply`; they end without the former ones. */
export function rotatesKeys(cluster: Cluster, operator: Operator, first: () => Stage): void {
  it('gets new keys on every host, and loses nothing', async () => {
    const routes = [
      ['host1', 'host2'],
      ['host2', 'host3'],
      ['host3', 'host1'],
    ] as const;
    const counts = await Promise.all(routes.map(([from, to]) => countLost(cluster, from, to)));
    const during = await operator.keys(first(), '--rotate');
    const patched = cluster.hosts.map((host) => `${host} patched`);
    expect(await operator.apply(first(), during)).toEqual(patched);
    for (const host of cluster.hosts) await cluster.lab.on(host, MOVED_TO, 'mi-wg1', String(cluster.hosts.length - 1));
    const last = await operator.keys(during, '--finish');
    expect(await operator.apply(during, last)).toEqual(patched);
    const lost = await Promise.all(counts.map((count) => count()));
    for (const [index, [from, to]] of routes.entries()) {
      console.log(`rotation of all keys, ${from} to ${to}: ${lost[index]?.lost} of ${lost[index]?.sent} packets lost`);
    }
    expect(lost.map((count) => count.lost)).toEqual(routes.map(() => 0));
    for (const host of cluster.hosts) {
      expect(await cluster.lab.on(host, 'wg show interfaces; ls /etc/meshinit')).not.toContain('mi-wg0');
      // What a power cut takes from the disk is for other tests.
      await cluster.lab.on(host, 'sync');
    }
  });
}

/** Until each peer's route leads to the device. */
const MOVED_TO = `for try in $(seq 120); do
    [ "$(ip -4 route show dev "$1" | grep -c '^[0-9.]* ')" -lt "$2" ] || exit 0
    sleep 0.5
  done
  exit 1`;
