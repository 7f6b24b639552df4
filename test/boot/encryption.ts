import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { reportFigure, subjectOf } from '../support/figures.ts';
import type { Cluster } from './cluster.ts';
import { containerAddress } from './containers.ts';
import type { Operator, Stage } from './operator.ts';
import { keepsItsPromises } from './promises.ts';
import { closeHome, forgeFrames, forwardHome, METADATA, PUBLIC, Sniffer, STRANGER } from './underlay.ts';

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
/** Pings from a host's container in the background; and how many were sent and lost in the end. */
const PING = `pid=$(docker inspect -f '{{.State.Pid}}' lane)
  setsid nsenter -t "$pid" -n ping -n -i ${1 / RATE} "$1" </dev/null >/run/pings 2>&1 &
  echo $!`;
// The very last one may still be on its way.
const PINGED = `sleep 2
  kill -INT "$1"
  while kill -0 "$1" 2>/dev/null; do sleep 0.1; done
  awk '
    / bytes from / && !/DUP!/ { answered++; sub(/.*icmp_seq=/, ""); if ($1 + 0 > last) last = $1 + 0 }
    /packets transmitted/ { sent = $1 }
    END { print sent, sent - answered - (sent == last + 1) }
  ' /run/pings`;

interface Lost {
  readonly lost: number;
  readonly sent: number;
}

/** Packets from the container of one host to another's: begins to count, and says in the end how many were lost. */
async function countLost(cluster: Cluster, from: string, to: string): Promise<() => Promise<Lost>> {
  const process = (await cluster.lab.on(from, PING, cluster.container(to))).trim();
  return async () => {
    const [sent = 0, lost] = (await cluster.lab.on(from, PINGED, process)).split(' ').map(Number);
    expect(sent).toBeGreaterThan(100);
    return { lost: lost ?? Number.NaN, sent };
  };
}

/** Each host to the next. */
const ROUTES = [
  ['host1', 'host2'],
  ['host2', 'host3'],
  ['host3', 'host1'],
] as const;

const patched = ({ hosts }: Cluster): string[] => hosts.map((host) => `${host} patched`);

/** All hosts get new keys from one prompt, by two rounds of `apply`; they end without the former ones. */
export function rotatesKeys(cluster: Cluster, operator: Operator): void {
  it('gets new keys on every host, and loses nothing', async () => {
    const counts = await Promise.all(ROUTES.map(([from, to]) => countLost(cluster, from, to)));
    expect(await operator.apply(await operator.keys('--rotate'))).toEqual(patched(cluster));
    for (const host of cluster.hosts) await cluster.lab.on(host, MOVED_TO, 'mi-wg1', String(cluster.hosts.length - 1));
    expect(await operator.apply(await operator.keys('--finish'))).toEqual(patched(cluster));
    const lost = await Promise.all(counts.map((count) => count()));
    for (const [index, [from, to]] of ROUTES.entries()) {
      console.log(`rotation of all keys, ${from} to ${to}: ${lost[index]?.lost} of ${lost[index]?.sent} packets lost`);
    }
    expect(lost.map((count) => count.lost)).toEqual(ROUTES.map(() => 0));
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

/** Pings from a host itself, since Docker starts again; when each was answered is said in the end. */
const WATCH = `setsid ping -n -D -i ${1 / RATE} "$1" </dev/null >/run/watch 2>&1 &
  echo $!`;
const WATCHED = 'sleep 5; kill -INT "$1"; while kill -0 "$1" 2>/dev/null; do sleep 0.1; done; cat /run/watch';

/** Watches two hosts: says in the end for how many seconds in a row no answer came. */
async function watch(cluster: Cluster, from: string, to: string): Promise<() => Promise<number>> {
  const process = (await cluster.lab.on(from, WATCH, cluster.bridge(to))).trim();
  return async () => {
    const said = await cluster.lab.on(from, WATCHED, process);
    const answers = [...said.matchAll(/^\[([\d.]+)\] \d+ bytes/gm)].map(([, time]) => Number(time));
    expect(answers.length, said).toBeGreaterThan(100);
    return Math.max(...answers.slice(1).map((time, index) => time - (answers[index] ?? 0)));
  };
}

/** What crossed the underlay in clear text before a moment, or after it. */
const seenWhile = (lines: readonly string[], isIn: (seconds: number) => boolean): string[] =>
  lines.filter((line) => isIn(Number.parseFloat(line)));

const now = (): number => Date.now() / 1000;

interface Both {
  /** The manifest without encryption. */
  readonly plain: string;
  readonly mtu: { readonly plain: number; readonly encrypted: number };
}

/** The cluster leaves WireGuard and comes back to it, each time by one `apply`. */
export function leavesAndComesBack(cluster: Cluster, operator: Operator, { plain, mtu }: Both): void {
  let encrypted: Stage;
  let back: { readonly sniffer: Sniffer; readonly ended: number };

  /** @returns when it began, and when it had ended */
  const become = async (what: string, stage: Stage): Promise<{ readonly begun: number; readonly ended: number }> => {
    const watches = await Promise.all(ROUTES.map(([from, to]) => watch(cluster, from, to)));
    const begun = now();
    expect(await operator.apply(stage)).toEqual(patched(cluster));
    const ended = now();
    const apart = await Promise.all(watches.map((end) => end()));
    reportFigure('booted', `${cluster.name}: ${subjectOf(cluster.mesh)}: patched`, what, Math.max(...apart));
    // Docker has started again, for another MTU.
    for (const host of cluster.hosts) cluster.containers.set(host, await containerAddress(cluster.lab, host));
    return { begun, ended };
  };

  it('is brought out of WireGuard by one apply, and sends nothing in clear text before it', async () => {
    await forwardHome(cluster);
    encrypted = operator.stage;
    const sniffer = await Sniffer.start(cluster, 'leaving');
    const { begun } = await become('WireGuard turned off', operator.stageOf(plain, encrypted.lock));
    const seen = await sniffer.stop();
    expect(seenWhile(seen, (seconds) => seconds < begun)).toEqual([]);
    for (const host of cluster.hosts) {
      expect(seen.some((line) => line.includes(` IP ${cluster.outer(host)}.`) && line.includes('VXLAN'))).toBe(true);
    }
  });

  keepsItsPromises(cluster, mtu.plain);

  // What a later test finds shut was open.
  it('lets a stranger in who has stolen a peer’s address, while nothing is encrypted', async () => {
    expect(await comesIn(cluster, 'host2', PUBLIC['host3'] ?? '')).toBe(true);
  });

  it('is brought back into WireGuard by one apply', async () => {
    const sniffer = await Sniffer.start(cluster, 'returning');
    const { ended } = await become('WireGuard turned on', { ...encrypted, lock: operator.stage.lock });
    await closeHome(cluster);
    back = { sniffer, ended };
  });

  keepsItsPromises(cluster, mtu.encrypted);

  it('has sent nothing in clear text since it was brought back', async () => {
    const seen = await back.sniffer.stop();
    expect(seenWhile(seen, (seconds) => seconds < back.ended).join('\n')).toMatch(/VXLAN/);
    expect(seenWhile(seen, (seconds) => seconds >= back.ended)).toEqual([]);
  });
}
