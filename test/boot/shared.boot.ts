import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { describeCluster } from './cluster.ts';
import { reportFirstPing } from './first-ping.ts';
import { takesOrders } from './fleet.ts';
import { comesBack, isIdempotent } from './life.ts';
import { manifestOf } from './manifest.ts';
import { changesWhileItRuns, MOVED } from './patched.ts';
import { bootsWell, keepsItsPromises } from './promises.ts';
import { until } from './until.ts';

const MTU = 1450;
const SETUP_LOG = 'journalctl -b --no-pager -o cat -u meshinit-setup';

/** Holds the locks that apt and dpkg take, as unattended upgrades do, until a file appears. */
const HOLD_LOCKS = `import fcntl, os, time
held = [open("/var/lib/dpkg/" + name, "w") for name in ("lock-frontend", "lock")]
for lock in held: fcntl.lockf(lock, fcntl.LOCK_EX)
while not os.path.exists("/run/release-locks"): time.sleep(1)`;

const ofFirstBoot = `[ -e /var/lib/meshinit/ready ] || setsid python3 -c '${HOLD_LOCKS}' </dev/null >/dev/null 2>&1 &`;

const firstBoot = { cloud_config: { bootcmd: [ofFirstBoot] } };
const clusterOf = (hosts: number, tunnel: string, ofHost2: Readonly<Record<string, unknown>> = {}): string =>
  manifestOf({
    hosts,
    network: { tunnel },
    rest: { firewall: 'nftables' },
    ofHost: { host2: { ...firstBoot, ...ofHost2 } },
  });
const manifest = clusterOf(3, 'vxlan');

describeCluster('shared', manifest, { LAB_ABSENT: 'host3' }, (cluster) => {
  const { lab } = cluster;
  const isReady = async (host: string): Promise<boolean> =>
    (await lab.tryOn(host, 'cat /run/meshinit/status')).stdout === 'ready\n';

  it('waits for a mirror that fails for a minute', async () => {
    await lab.run('mirror', 'off');
    await until('host1 has found the mirror gone', async () =>
      (await lab.tryOn('host1', SETUP_LOG)).stdout.includes('again in'),
    );
    await sleep(60_000);
    expect(await lab.on('host1', SETUP_LOG)).toMatch(/again in \d+ s \(\d+ tries left\)/);
    expect(await lab.on('host1', 'cat /run/meshinit/status')).toMatch(/^running: /);
    expect((await lab.tryOn('host1', 'systemctl is-active docker')).stdout).not.toBe('active\n');
    await lab.run('mirror', 'on');
    await until('host1 is ready', () => isReady('host1'));
  });

  it('waits for another who holds the locks of dpkg and apt', async () => {
    expect(await isReady('host2')).toBe(false);
    expect(await lab.on('host2', SETUP_LOG)).toMatch(/again in \d+ s|[Ww]aiting for cache lock/);
    expect(await lab.on('host2', 'cat /run/meshinit/status')).toMatch(/^running: /);
    await lab.on('host2', 'touch /run/release-locks');
    await until('host2 is ready', () => isReady('host2'));
  });

  it('is whole without a peer that is not there, and says which', async () => {
    await reportFirstPing(cluster, ['host1', 'host2'], 'first ping after a minute without mirror and a held lock');
    for (const host of ['host1', 'host2']) {
      const { status, stdout } = await lab.tryOn(host, 'meshinit-check');
      const failed = stdout.split('\n').filter((line) => line.startsWith('FAIL'));
      expect(failed).toEqual([expect.stringContaining('host3 answers')]);
      expect(status).toBe(1);
    }
  });

  bootsWell(cluster, ['host1', 'host2']);

  it('takes in the missing peer when it comes', async () => {
    await lab.run('start', 'host3');
    await reportFirstPing(cluster, ['host3'], 'first ping after power on, packages installed on the way');
  });

  bootsWell(cluster, ['host3']);

  it('runs a container on every host', () => cluster.startContainers(cluster.hosts));
  keepsItsPromises(cluster, MTU);
  isIdempotent(cluster);
  changesWhileItRuns(cluster, {
    shrunk: clusterOf(2, 'vxlan'),
    moved: clusterOf(2, 'vxlan', { address: MOVED }),
    otherTunnels: clusterOf(2, 'geneve', { address: MOVED }),
  });
  takesOrders(cluster, {
    moved: clusterOf(2, 'vxlan', { address: MOVED, ssh: { host: '10.0.0.12' } }),
    watched: manifestOf({
      hosts: 3,
      network: { tunnel: 'vxlan' },
      rest: { firewall: 'nftables', monitor: true },
      ofHost: { host2: firstBoot },
    }),
  });
  comesBack(cluster, 'host1', 'host2', MTU);
});
