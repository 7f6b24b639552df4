import { expect, it } from 'vitest';
import type { Cluster } from './cluster.ts';
import { Operator, type Stage, statesOf } from './operator.ts';
import { MOVED, SPEAKS_FROM } from './patched.ts';

/** Manifests that a cluster of three is brought to from the operator's prompt. */
interface Stages {
  /** Without host3; host2 is at MOVED, and ssh still finds it where it was. */
  readonly moved: string;
  /** The first one with something more on each host that interrupts nothing. */
  readonly watched: string;
}

/** nft that fails once host.conf has what the new plan puts there. */
const BREAK = `set -e
  mkdir -p /run/broken
  cp -L /usr/sbin/nft /run/broken/nft
  printf '#!/bin/sh\\n! grep -q ^MONITOR /etc/meshinit/host.conf || exit 7\\nexec /run/broken/nft "$@"\\n' >/run/broken/sh
  chmod 755 /run/broken/sh
  mount --bind /run/broken/sh "$(readlink -f /usr/sbin/nft)"`;

/** As soon as it is being patched, nobody gets in by ssh for longer than it waits to be confirmed. */
const CUT = `setsid sh -c '
  until [ -e /var/lib/meshinit/patch/process ]; do sleep 0.1; done
  nft "table ip cut { chain in { type filter hook input priority 0; tcp dport 22 drop; }; }"
  sleep 40
  nft delete table ip cut' </dev/null >/dev/null 2>&1 &`;

/** All hosts are looked at and changed from one prompt, over ssh; they end as `watched` has them. */
export function takesOrders(cluster: Cluster, texts: Stages): void {
  const { lab } = cluster;
  const operator = new Operator(cluster);
  const stage = (text: string): Stage => ({ text, lock: operator.firstLock });
  const manifest = stage(cluster.manifest);
  const moved = stage(texts.moved);
  const watched = stage(texts.watched);

  it('says over ssh that every host is well, and has the manifest', async () => {
    const { status, hosts, links } = await operator.json(manifest, 'status');
    for (const host of hosts) {
      expect(host).toMatchObject({ ready: true, mesh: true, peers: { up: 2, all: 2 }, containers: 1, faults: [] });
      expect(host.document.state).toBe('current');
    }
    expect(links.map(({ state }: { state: string }) => state)).toEqual(['up', 'up', 'up']);
    expect(status).toBe(0);
  });

  it('loses a host and moves another by apply, and takes both back', async () => {
    await lab.on('host2', `ip addr add "$1/24" dev eth0 && ${SPEAKS_FROM}`, MOVED);
    const there = await operator.json(moved, 'apply', '--yes');
    expect(statesOf(there.steps)).toEqual(['host1 patched', 'host2 patched', 'host3 gone']);
    expect(there.status).toBe(0);
    expect((await operator.run(moved, 'status')).status).toBe(0);
    const still = await operator.json(manifest, 'status');
    expect([still.status, still.faults.length > 0]).toEqual([1, true]);
    await lab.on('host2', SPEAKS_FROM, cluster.outer('host2'));
    const back = await operator.json(manifest, 'apply', '--yes');
    expect(statesOf(back.steps)).toEqual(['host1 patched', 'host2 patched']);
    await lab.on('host2', 'ip addr del "$1/24" dev eth0', MOVED);
    expect((await operator.run(manifest, 'status')).status).toBe(0);
  });

  it('stops where a host fails half-way, and rolls it back', async () => {
    // What loads the firewall fails on this host alone, and with the new plan alone.
    await lab.on('host2', BREAK);
    const { status, steps } = await operator.json(watched, 'apply', '--yes');
    expect(statesOf(steps)).toEqual(['host1 patched', 'host2 rolled back', 'host3 waiting']);
    expect(status).toBe(1);
    await lab.on('host2', 'umount "$(readlink -f /usr/sbin/nft)"');
  });

  it('goes on from there, and a host whose connection is cut rolls back by itself', async () => {
    await lab.on('host2', CUT);
    const { status, steps } = await operator.json(watched, 'apply', '--yes', '--within', '15');
    expect(statesOf(steps)).toEqual([expect.stringMatching(/^host2 (failed|rolled back)$/), 'host3 waiting']);
    expect(status).toBe(1);
    await lab.on('host2', 'for try in $(seq 60); do [ -e /run/meshinit/rolled-back ] && exit; sleep 1; done; exit 1');
    const said = await lab.on('host2', 'journalctl -b --no-pager -o cat -u meshinit-roll-back');
    expect(said).toContain('nobody confirmed the patch: rolling it back');
  });

  it('is whole by one more apply', async () => {
    const { status, steps } = await operator.json(watched, 'apply', '--yes');
    expect(statesOf(steps)).toEqual(['host2 patched', 'host3 patched']);
    expect(status).toBe(0);
    expect((await operator.run(watched, 'status')).status).toBe(0);
  });
}
