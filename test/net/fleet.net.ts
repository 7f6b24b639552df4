import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { Cluster, describeCluster } from './cluster.ts';
import { CLI, Operator } from './operator.ts';
import { reaches } from './ping.ts';

/** Who is where: its address, by its name. */
type Hosts = Readonly<Record<string, string>>;

const HOSTS: Hosts = { host1: '10.0.0.11', host2: '10.0.0.12', host3: '10.0.0.13' };
const manifestOf = (hosts: Hosts, rest = ''): string =>
  `meshinit: 1\nname: lane\ndefaults: { os: debian-12 }\n${rest}hosts:\n${Object.entries(hosts)
    .map(([name, address]) => `  ${name}: { address: ${address}, ssh: { host: ${name} } }\n`)
    .join('')}`;

async function until(what: string, isSo: () => boolean, seconds: number): Promise<void> {
  for (let left = seconds * 20; !isSo(); left -= 1) {
    if (left === 0) throw new Error(`waited in vain until ${what}`);
    await sleep(50);
  }
}

describeCluster('a fleet of three that is looked at and patched from one prompt', manifestOf(HOSTS), (cluster) => {
  const operator = new Operator();
  const on = (host: string, script: string) => cluster.host(host).machine.run(script);
  const statesOf = (steps: readonly { host: string; state: string }[]) =>
    Object.fromEntries(steps.map(({ host, state }) => [host, state]));

  it('shows that all is well', async () => {
    await operator.open(cluster);
    await operator.commit(manifestOf(HOSTS));
    const { status, ...seen } = await operator.json('status');
    expect(seen.hosts).toEqual(
      Object.keys(HOSTS).map((name) => ({
        ...{ name, reachable: true, ready: true, mesh: true, peers: { up: 2, all: 2 }, mtu: 1450 },
        ...{ docker: '', containers: 0, document: { state: 'current', commit: '', files: [] }, faults: [] },
      })),
    );
    expect(seen.links.map(({ state }: { state: string }) => state)).toEqual(['up', 'up', 'up']);
    expect(status).toBe(0);
  });

  it('names a fault of one direction', async () => {
    await on(
      'host1',
      'nft add table ip oneway; nft "add chain ip oneway in { type filter hook input priority 0; }"; nft add rule ip oneway in iifname docker0 icmp type echo-request drop',
    );
    const { status, faults } = await operator.json('status');
    expect(faults.map(({ message }: { message: string }) => message)).toEqual([
      expect.stringMatching(/is one-way: host1 reaches host[23], but host[23] does not reach host1$/),
      expect.stringMatching(/is one-way: host1 reaches host[23], but host[23] does not reach host1$/),
    ]);
    expect(status).toBe(1);
    await on('host1', 'nft delete table ip oneway');
  });

  it('takes a new host in, which others are told of first', async () => {
    const grown = { ...HOSTS, host4: '10.0.0.14' };
    operator.write(manifestOf(grown));
    expect((await operator.run('compile')).status).toBe(0);
    const preview = await operator.json('apply', '--dry-run');
    expect(preview.status).toBe(0);
    expect(preview.steps).toMatchObject([
      { host: 'host1', task: 'patch', turn: 1, pieces: 1, why: ['link vxlan3 to host4 added'], state: 'waiting' },
      { host: 'host2', task: 'patch', turn: 2, state: 'waiting' },
      { host: 'host3', task: 'patch', turn: 3, state: 'waiting' },
      { host: 'host4', task: 'boot', state: null },
    ]);
    expect((await operator.json('status', 'host1')).hosts[0].document).toMatchObject({
      state: 'differs',
      commit: expect.stringMatching(/^[0-9a-f]{7,}$/),
    });
    const done = await operator.json('apply', '--yes');
    expect(statesOf(done.steps)).toEqual({ host1: 'patched', host2: 'patched', host3: 'patched', host4: null });
    expect(done.status).toBe(0);
    cluster.adopt(new Cluster(manifestOf(grown), { lock: operator.lock }));
    await cluster.boot(await cluster.start('host4'));
    await operator.open(cluster);
    for (const name of ['host1', 'host2', 'host3']) {
      expect(await reaches(cluster.container('host4'), cluster.container(name).address, 20)).toBe(true);
    }
    expect((await operator.run('status')).status).toBe(0);
    expect((await operator.run('apply', '--yes')).stdout).toBe('nothing to do: every host has the manifest\n');
  });

  it('follows a host to another address, and forgets one that is gone', async () => {
    await cluster.kill('host4');
    await operator.open(cluster);
    await on(
      'host2',
      `device=$(ip -o -4 addr show | awk '$4 == "10.0.0.12/24" { print $2 }')
      ip addr del 10.0.0.12/24 dev "$device" && ip addr add 10.0.0.22/24 dev "$device"`,
    );
    operator.write(manifestOf({ ...HOSTS, host2: '10.0.0.22' }));
    expect((await operator.run('compile')).status).toBe(0);
    const { status, steps } = await operator.json('apply', '--yes');
    expect(statesOf(steps)).toEqual({ host1: 'patched', host2: 'patched', host3: 'patched', host4: null });
    expect(steps.at(-1)).toMatchObject({ host: 'host4', task: 'gone' });
    expect(status).toBe(0);
    expect((await operator.run('status')).status).toBe(0);
  });

  const moved = { ...HOSTS, host2: '10.0.0.22' };
  const lower = manifestOf(moved, 'network: { mtu: 1400 }\n');

  it('stops where a host fails half-way, rolls it back, and goes on from there', async () => {
    operator.write(lower);
    // What loads the firewall fails on this host alone, and with the new plan alone.
    await on(
      'host2',
      `mkdir -p /run/broken && cp -L /usr/sbin/nft /run/broken/nft
      printf '#!/bin/sh\\n! grep -qx MTU=1400 /etc/meshinit/host.conf || exit 7\\nexec /run/broken/nft "$@"\\n' >/run/broken/sh
      chmod 755 /run/broken/sh && mount --bind /run/broken/sh "$(readlink -f /usr/sbin/nft)"`,
    );
    const { status, steps, stderr } = await operator.json('apply', '--yes');
    expect(statesOf(steps)).toMatchObject({ host1: 'patched', host2: 'rolled back', host3: 'waiting' });
    expect(stderr).toContain('run meshinit apply again');
    expect(status).toBe(1);
    expect(await on('host1', 'cat /sys/class/net/docker0/mtu')).toBe('1400\n');
    expect(await on('host2', 'cat /sys/class/net/docker0/mtu')).toBe('1450\n');
    await on('host2', 'umount "$(readlink -f /usr/sbin/nft)"');
    const again = await operator.json('apply', '--yes');
    expect(again.steps.map(({ host, state }: { host: string; state: string }) => [host, state])).toEqual([
      ['host2', 'patched'],
      ['host3', 'patched'],
    ]);
    expect(again.status).toBe(0);
  });

  for (const [how, ends] of [
    ['while the host goes on', ''],
    ['which ends what runs on the host', 'yes'],
  ] as const) {
    it(`leaves no host in between where apply is cut short, ${how}`, async () => {
      operator.write(manifestOf(moved));
      const child = spawn(process.execPath, [CLI, 'apply', '--yes', '--within', '15'], {
        cwd: operator.directory,
        env: { ...operator.env, LANE_ENDS: ends },
        stdio: 'ignore',
      });
      const ended = new Promise((resolve) => child.on('close', resolve));
      const waits = join('/proc', String(cluster.host('host1').machine.pid), 'root/var/lib/meshinit/patch/process');
      await until('host1 is being patched', () => existsSync(waits), 30);
      child.kill('SIGINT');
      expect(await ended).toBe(130);
      await until('host1 has rolled the patch back', () => !existsSync(waits), 60);
      expect(await on('host1', 'cat /sys/class/net/docker0/mtu; ls /var/lib/meshinit')).toBe('1400\nready\n');
      operator.write(lower);
      expect((await operator.run('status')).status).toBe(0);
    });
  }

  it('goes on where it was cut short', async () => {
    operator.write(manifestOf(moved));
    expect((await operator.run('apply', '--yes')).status).toBe(0);
    expect((await operator.run('status')).status).toBe(0);
    expect(await on('host1', 'cat /sys/class/net/docker0/mtu; ls /var/lib/meshinit')).toBe('1450\nready\n');
  });

  it('changes all tunnels in one turn', async () => {
    operator.write(manifestOf(moved, 'network: { tunnel: gre }\n'));
    const { status, steps } = await operator.json('apply', '--yes');
    expect(steps.map(({ turn, state }: { turn: number; state: string }) => [turn, state])).toEqual([
      [1, 'patched'],
      [1, 'patched'],
      [1, 'patched'],
    ]);
    expect(status).toBe(0);
    expect((await operator.run('status')).status).toBe(0);
  });
});
