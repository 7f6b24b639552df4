import { expect, it } from 'vitest';
import { patch } from '../../src/patch/patch.ts';
import { reportFigure, subjectOf } from '../support/figures.ts';
import { OVS_TABLES, SORTED_RULES } from '../support/host-state.ts';
import type { Cluster } from './cluster.ts';
import { containerAddress } from './containers.ts';
import { STATE } from './life.ts';
import { until } from './until.ts';

/** Manifests that a running cluster is brought to, host by host. */
interface Wanted {
  /** With `monitor` and a label of Docker's more than the cluster has. */
  readonly watched: string;
  /** With an option of Docker's more that it reads at its start alone. */
  readonly resolving: string;
  /** With another key of the tunnels, which leads nowhere while one host alone has it. */
  readonly cutOff: string;
}

/** Manifests that a cluster of three that runs is brought to, one after another, and back to its own. */
interface Stages {
  /** Without host3. */
  readonly shrunk: string;
  /** Besides, host2 is at MOVED. */
  readonly moved: string;
  /** Besides, with tunnels of another kind, of which none leads to one of before. */
  readonly otherTunnels: string;
}

export const MOVED = '10.0.0.22';

/** Pings from a host's container, ten a second, in the background; and what they say when they end. */
const PING = `pid=$(docker inspect -f '{{.State.Pid}}' lane)
  setsid nsenter -t "$pid" -n ping -n -q -i 0.1 "$1" </dev/null >/run/pings 2>&1 &`;
const PINGED = 'pkill -INT -x ping; while pgrep -x ping >/dev/null; do sleep 0.1; done; cat /run/pings';

/** The laboratory still reaches a host by its former address; peers hear of the other alone. */
export const SPEAKS_FROM = 'ip route replace 10.0.0.0/24 dev eth0 proto kernel scope link src "$1"';

/** For how many seconds two containers are apart, all in all, while something happens. */
export async function secondsApart(
  { lab }: Cluster,
  from: string,
  address: string,
  event: () => Promise<void>,
): Promise<number> {
  await lab.on(from, PING, address);
  await event();
  const said = await lab.on(from, PINGED);
  const [, sent, received] = /(\d+) packets transmitted, (\d+) received/.exec(said) ?? [];
  expect(Number(received), said).toBeGreaterThan(0);
  return (Number(sent) - Number(received)) / 10;
}

/** The script that brings a host to a manifest. */
export function scriptOf(host: string, after: string, before: string): string {
  const made = patch({ text: after, lock: undefined }, host, { text: before, lock: undefined });
  if (made.script === undefined) throw new Error(made.fault?.message ?? 'the manifest is wrong');
  return made.script;
}

/** What a host is, but for numbers that a port gets by chance and names that the kernel makes. */
const MADE = `set -e
  ${OVS_TABLES}
  ip -o addr | sed -e 's/^[0-9]*: //' -e 's/valid_lft.*//' | grep -v _sys | sort
  ip route | sort
  nft list tables | sort | while read -r table; do nft list $table 2>/dev/null; done |
    ${SORTED_RULES}
  docker inspect -f '{{.Id}} {{.State.StartedAt}}' lane
  find /etc/systemd -type l -printf '%p -> %l\\n' | sort
  find /etc /usr/local -type f -exec sha256sum {} + | sort -k 2`;

/** A cluster of three loses a host, moves another and changes its tunnels, by patches alone, and comes back to what it was. */
export function changesWhileItRuns(cluster: Cluster, { shrunk, moved, otherTunnels }: Stages): void {
  const { lab } = cluster;
  const stay = ['host1', 'host2'];
  /** In their order, or all at once where each would look in vain for one that is still to change. */
  const become = async (after: string, before: string, what: string, order?: readonly string[]): Promise<void> => {
    const one = async (host: string): Promise<void> => {
      const { status, stdout, stderr } = await lab.tryOn(host, scriptOf(host, after, before), '--within', '90');
      if (status !== 0) throw new Error(`${host} ended with ${status}: ${stdout}${stderr}`);
    };
    const apart = await secondsApart(cluster, 'host1', cluster.container('host2'), async () => {
      if (!order) await Promise.all(stay.map(one));
      for (const host of order ?? []) await one(host);
    });
    reportFigure('booted', `${cluster.name}: ${subjectOf(cluster.mesh)}: patched`, what, apart);
  };
  const answers = (from: string, address: string) =>
    lab.on(from, 'for try in $(seq 60); do ping -n -c 1 -W 1 "$1" >/dev/null && exit; done; exit 1', address);
  const was = new Map<string, string>();

  it('loses a host by patches', async () => {
    for (const host of stay) was.set(host, await lab.on(host, MADE));
    await become(shrunk, cluster.manifest, 'a host removed', stay);
    expect(await lab.on('host1', 'ovs-vsctl show')).not.toContain('10.0.0.13');
    expect((await lab.tryOn('host1', 'meshinit-check')).status).toBe(0);
    expect((await lab.tryOn('host1', 'ping -n -c 2 -W 1 "$1"', cluster.bridge('host3'))).status).toBe(1);
  });

  it('follows a host to another address by patches', async () => {
    await lab.on('host2', `ip addr add "$1/24" dev eth0 && ${SPEAKS_FROM}`, MOVED);
    await become(moved, shrunk, 'another host readdressed');
    expect(await lab.on('host1', 'ovs-vsctl show')).toContain(`"${MOVED}"`);
    await answers('host1', cluster.bridge('host2'));
    expect((await lab.tryOn('host1', 'meshinit-check')).status).toBe(0);
  });

  it('has tunnels of another kind by patches', async () => {
    await become(otherTunnels, moved, 'every tunnel changed');
    expect((await lab.tryOn('host1', 'meshinit-check')).status).toBe(0);
  });

  it('takes a host in by patches, and is then what its documents made of it', async () => {
    await lab.on('host2', SPEAKS_FROM, cluster.outer('host2'));
    await become(shrunk, otherTunnels, 'all but the removed host as before');
    await lab.on('host2', 'ip addr del "$1/24" dev eth0', MOVED);
    await become(cluster.manifest, shrunk, 'a host added', stay);
    for (const host of stay) {
      await answers(host, cluster.bridge('host3'));
      expect(await lab.on(host, MADE)).toBe(was.get(host));
    }
  });
}

/** A host that runs is brought to another manifest and back, and comes back by itself where it lost the mesh. */
export function takesPatches(cluster: Cluster, { watched, resolving, cutOff }: Wanted): void {
  const host = 'host1';
  const script = (after: string, before: string): string => scriptOf(host, after, before);
  const run = (text: string, ...words: string[]) => cluster.lab.tryOn(host, text, ...words);

  it('takes a patch while it runs, with Docker’s containers, and the way back', async () => {
    const before = await cluster.lab.on(host, STATE);
    const there = await run(script(watched, cluster.manifest));
    expect(there.stdout).toContain('Docker reloads its options');
    expect(there.stdout).toContain('meshinit: host1 is patched');
    expect(await cluster.lab.on(host, `docker info -f '{{json .Labels}}'`)).toBe('["lane=patched"]\n');
    expect(await cluster.lab.on(host, 'systemctl is-active meshinit-monitor.timer')).toBe('active\n');
    const back = await run(script(cluster.manifest, watched));
    expect(back.stdout).toContain('removes /etc/systemd/system/meshinit-monitor.timer');
    expect(back.status).toBe(0);
    expect(await cluster.lab.on(host, STATE)).toBe(before);
  });

  it('takes a patch back by itself that cost it the mesh', async () => {
    const before = await cluster.lab.on(host, STATE);
    const { status, stdout } = await run(script(cutOff, cluster.manifest), '--within', '5');
    expect(stdout).toContain('is patched, but does not reach host2');
    expect(status).toBe(3);
    await until('rolled back the patch', async () => (await run('[ ! -e /var/lib/meshinit/patch ]')).status === 0);
    expect(await cluster.lab.on(host, STATE)).toBe(before);
    await cluster.lab.on(
      host,
      'ping -n -q -c 20 -i 0.5 -W 5 "$1" | grep -q "[1-9][0-9]* received"',
      cluster.bridge('host2'),
    );
  });

  it('says that Docker is started again, and has the containers back', async () => {
    const apart = await secondsApart(cluster, 'host2', cluster.container(host), async () => {
      const { status, stdout } = await run(script(resolving, cluster.manifest));
      expect(stdout).toContain('restarts Docker');
      expect(status).toBe(0);
      cluster.containers.set(host, await containerAddress(cluster.lab, host));
      await cluster.lab.on('host2', 'until ping -n -c 1 -W 1 "$1"; do :; done', cluster.container(host));
    });
    reportFigure('booted', `${cluster.name}: ${subjectOf(cluster.mesh)}: patched`, 'Docker started again', apart);
    expect((await run(script(cluster.manifest, resolving))).status).toBe(0);
    cluster.containers.set(host, await containerAddress(cluster.lab, host));
  });
}
