import { writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { worseThan } from '../../src/cli/apply/verify-hosts.ts';
import { compile } from '../../src/compile-with-seed.ts';
import type { HostAnswer } from '../../src/fleet/host-answer.ts';
import { keysFrom } from '../../src/keys/keys-from.ts';
import { patch } from '../../src/patch/patch.ts';
import { patchOrder } from '../../src/patch/patch-order.ts';
import { reportFigure } from '../support/figures.ts';
import { type Cluster, describeCluster } from './cluster.ts';
import { image, putDocker } from './real-docker.ts';

const HOSTS = ['host1', 'host2', 'host3', 'host4'];
const SEED = new Uint8Array(32).fill(5);
const made = { keys: keysFrom(SEED) };

/** Over IPv6, which the store's Docker does not know: it sees WireGuard's IPv4 addresses alone. */
const manifestOf = (stores: readonly string[]): string => `meshinit: 1
name: lane
defaults: { os: debian-12, provider: hetzner }
network: none
encryption: wireguard
hosts:
  host1: { address: "fd00:10::11" }
  host2: { address: "fd00:10::12" }
  host3: { address: "fd00:10::13" }
  host4: { address: "fd00:10::14" }
overlay: { engine: store, stores: [${stores.join(', ')}], networks: { web: { subnet: 10.202.0.0/24 } } }
`;

const run = (cluster: Cluster, at: string, script: string, ...given: string[]): Promise<string> =>
  cluster.host(at).machine.run(script, ...given);

type Checked = Pick<HostAnswer, 'host' | 'checks'>;

/** What a host's meshinit-check says. */
async function checksOf(cluster: Cluster, at: string): Promise<Checked> {
  const { output } = await cluster.host(at).machine.try('meshinit-check 2>&1');
  const checks = [...output.matchAll(/^(ok|FAIL) +(.+)$/gm)].map(([, said, what = '']) => ({
    isOk: said === 'ok',
    what,
  }));
  // It came to its end.
  expect(checks.map(({ what }) => what)).toContain('Docker has the overlay network web');
  return { host: at, checks };
}

/** Until meshinit-check finds nothing wrong on any host. */
async function settle(cluster: Cluster, within = 120): Promise<void> {
  const end = performance.now() + within * 1000;
  const one = async (host: string): Promise<void> => {
    for (;;) {
      const { checks } = await checksOf(cluster, host);
      const wrong = checks.filter(({ isOk }) => !isOk).map(({ what }) => what);
      if (wrong.length === 0) return;
      if (performance.now() > end) expect([host, ...wrong]).toEqual([host]);
      await sleep(500);
    }
  };
  await Promise.all(HOSTS.map(one));
}

const ADDRESS = `for try in $(seq 60); do
    docker inspect -f '{{.NetworkSettings.Networks.web.IPAddress}}' "c-$(hostname)" | grep . && exit; sleep 0.5
  done; exit 1`;
const PING = `for try in $(seq 30); do docker exec "c-$(hostname)" ping -c 1 -W 2 "$1" >/dev/null && exit; sleep 0.5; done; exit 1`;

/** Containers of every two hosts. */
async function ping(cluster: Cluster): Promise<void> {
  const addresses = await Promise.all(HOSTS.map(async (host) => (await run(cluster, host, ADDRESS)).trim()));
  await Promise.all(
    HOSTS.map(async (host) => {
      for (const address of addresses) await run(cluster, host, PING, address);
    }),
  );
}

/** As `meshinit apply` judges it, before it goes on to the next host. */
async function verify(cluster: Cluster, at: string, before: Checked): Promise<void> {
  for (let left = 3; ; left -= 1) {
    const worse = worseThan(before, await checksOf(cluster, at));
    if (worse.length === 0) return;
    if (left === 0) expect([at, ...worse]).toEqual([at]);
    await sleep(5000);
  }
}

const MEMBER = `cd /etc/docker/store && . /etc/meshinit/etcd.conf && ETCDCTL_API=2 etcdctl --no-sync -C "$ETCD_ADVERTISE_CLIENT_URLS" \
  --ca-file ca.pem --cert-file cert.pem --key-file key.pem member`;

/** Members of etcd by their addresses, as the store on a host has them. */
const members = (cluster: Cluster, at: string): Promise<string> =>
  run(cluster, at, `${MEMBER} list | sed -n 's/.*peerURLs=https:..\\([0-9.]*\\):.*/\\1/p' | sort | xargs echo`);

/** What is left of a store. */
const LEFT = `find /var/lib/etcd -path '*/meshinit*' ! -name meshinit.key; ss -Hltn 'sport = :2380'`;

/** These stores and no other, Docker's networks by them, and containers of all hosts. */
async function isWell(cluster: Cluster, stores: readonly string[]): Promise<void> {
  await settle(cluster);
  const addresses = stores.map((store) => `10.98.0.${store.slice(4)}`).join(' ');
  for (const host of HOSTS) {
    if (stores.includes(host)) expect(await members(cluster, host)).toBe(`${addresses}\n`);
    else expect(await run(cluster, host, LEFT)).toBe('');
  }
  await ping(cluster);
  // Docker learns of its store's members when it starts and every five minutes (libkv, store/etcd), and does not try again what
  // it asked of one that has left since: of two at most.
  const retried = (command: string): string => `for try in 1 2 3; do ${command} && exit; done; exit 1`;
  for (const [at, other] of [
    ['host1', 'host4'],
    ['host3', 'host2'],
  ] as const) {
    await run(cluster, at, retried('docker network create -d overlay later'));
    expect(await run(cluster, other, retried('docker network rm later'))).toContain('later\n');
  }
}

/** Patches the hosts in the order that meshinit gives, one after the other. */
async function bring(
  cluster: Cluster,
  before: readonly string[],
  after: readonly string[],
): Promise<readonly string[]> {
  const [was, is] = [before, after].map((stores) => {
    const text = manifestOf(stores);
    return { text, lock: compile(text, { seed: SEED }).lock ?? '' };
  });
  if (!was || !is) throw new Error('two manifests');
  const { steps } = patchOrder(was, is, made);
  for (const { host } of steps) {
    const { script, fault } = patch(is, host, was, made);
    if (script === undefined) throw new Error(fault?.message);
    const { machine } = cluster.host(host);
    const checks = await checksOf(cluster, host);
    writeFileSync(machine.path('/run/patch'), script, { mode: 0o600 });
    const { status, output } = await machine.try('trap "rm /run/patch" EXIT; sh -s </run/patch');
    expect(`${host} ${status}: ${status === 0 ? '' : output}`).toBe(`${host} 0: `);
    await verify(cluster, host, checks);
  }
  return steps.map(({ host, verdict }) => `${verdict} ${host}`);
}

describeCluster(
  'stores that come and go on running hosts, over WireGuard over IPv6',
  manifestOf(['host1']),
  (cluster) => {
    it('comes up with one store', async () => {
      await Promise.all([...cluster.hosts.values()].map((host) => putDocker(host)));
      const outcomes = await Promise.all([...cluster.hosts.values()].map((host) => host.boot()));
      for (const { status, output } of outcomes)
        expect(`${status}: ${status === 0 ? '' : output.slice(-1500)}`).toBe('0: ');
      for (const host of HOSTS) {
        await run(
          cluster,
          host,
          `docker run -d --restart always --stop-signal KILL --name "c-$(hostname)" --net web ${image} sleep 100000`,
        );
      }
      await settle(cluster);
      await ping(cluster);
    });

    it('takes two more, and the containers of all hosts have each other again', async () => {
      const begun = performance.now();
      const order = await bring(cluster, ['host1'], ['host1', 'host2', 'host3']);
      reportFigure('namespaces', 'store', 'one store to three, in s', (performance.now() - begun) / 1000);
      expect(order).toEqual(['patch host1', 'patch host2', 'patch host3', 'patch host4']);
      await isWell(cluster, ['host1', 'host2', 'host3']);
    });

    it('has another in the place of the one that began it', async () => {
      const begun = performance.now();
      const order = await bring(cluster, ['host1', 'host2', 'host3'], ['host2', 'host3', 'host4']);
      reportFigure('namespaces', 'store', 'one of three stores replaced, in s', (performance.now() - begun) / 1000);
      expect(order).toEqual(['patch host2', 'patch host3', 'patch host4', 'patch host1']);
      await isWell(cluster, ['host2', 'host3', 'host4']);
    });

    it('parts by itself with a member that is no store and does not live', async () => {
      // Told at once, before a host looks, which each does every 20 s.
      const told = `${MEMBER} add ghost https://10.98.0.1:2380 && ${MEMBER} list && ! meshinit-store --parted`;
      expect(await run(cluster, 'host3', told)).toContain('[unstarted]: peerURLs=https://10.98.0.1:2380\n');
      await isWell(cluster, ['host2', 'host3', 'host4']);
    });

    it('has one alone in the end, which was none at first, though one of those that go has died', async () => {
      await run(cluster, 'host2', 'systemctl stop meshinit-etcd.service');
      const begun = performance.now();
      const order = await bring(cluster, ['host2', 'host3', 'host4'], ['host4']);
      reportFigure('namespaces', 'store', 'three stores to one, in s', (performance.now() - begun) / 1000);
      expect(order).toEqual(['patch host4', 'patch host1', 'patch host2', 'patch host3']);
      await isWell(cluster, ['host4']);
    });

    it('keeps keys out of logs, of /run and of what patches leave', async () => {
      for (const host of HOSTS) {
        const secret = (await run(cluster, host, 'sed -n 2p /etc/docker/store/key.pem')).trim();
        expect(secret).toHaveLength(64);
        const { status, output } = await cluster
          .host(host)
          .machine.try(
            'grep -rlsF -- "$1" /run /tmp/console /var/log /var/lib/meshinit --exclude-dir=docker-root',
            secret,
          );
        expect([status === 0, output]).toEqual([false, '']);
      }
    });
  },
  { boots: false, compiled: { seed: SEED } },
);
