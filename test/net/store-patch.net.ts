import { writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { compile } from '../../src/compile-with-seed.ts';
import { keysFrom } from '../../src/keys/keys-from.ts';
import { patch } from '../../src/patch/patch.ts';
import { patchOrder } from '../../src/patch/patch-order.ts';
import { reportFigure } from '../support/figures.ts';
import { type Cluster, describeCluster } from './cluster.ts';
import { image, putDocker } from './real-docker.ts';

const HOSTS = ['host1', 'host2', 'host3'];
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
overlay: { engine: store, stores: [${stores.join(', ')}], networks: { web: { subnet: 10.202.0.0/24 } } }
`;

const run = (cluster: Cluster, at: string, script: string, ...given: string[]): Promise<string> =>
  cluster.host(at).machine.run(script, ...given);

/** Until meshinit-check finds nothing wrong on any host. */
async function settle(cluster: Cluster, within = 120): Promise<void> {
  const end = performance.now() + within * 1000;
  const one = async (host: string): Promise<void> => {
    for (;;) {
      const { status, output } = await cluster
        .host(host)
        .machine.try('meshinit-check 2>&1 | tee /tmp/check; ! grep -q ^FAIL /tmp/check');
      if (status === 0) return;
      if (performance.now() > end) expect(output).toBe('nothing wrong');
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

/** Members of etcd by their addresses, as the store on a host has them. */
const members = (cluster: Cluster, at: string): Promise<string> =>
  run(
    cluster,
    at,
    `cd /etc/docker/store && . /etc/meshinit/etcd.conf && ETCDCTL_API=2 etcdctl --no-sync -C "$ETCD_ADVERTISE_CLIENT_URLS" \
      --ca-file ca.pem --cert-file cert.pem --key-file key.pem member list | sed -n 's/.*clientURLs=https:..\\([0-9.]*\\):.*/\\1/p' | sort | xargs echo`,
  );

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
    writeFileSync(machine.path('/run/patch'), script, { mode: 0o600 });
    const { status, output } = await machine.try('sh -s </run/patch');
    expect(`${host} ${status}: ${status === 0 ? '' : output}`).toBe(`${host} 0: `);
  }
  return steps.map(({ host, verdict }) => `${verdict} ${host}`);
}

describeCluster(
  'stores that come to running hosts, over WireGuard over IPv6',
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
          `docker run -d --restart always --name "c-$(hostname)" --net web ${image} sleep 100000`,
        );
      }
      await settle(cluster);
      await ping(cluster);
    });

    it('takes two more, and the containers of all hosts have each other again', async () => {
      const begun = performance.now();
      const order = await bring(cluster, ['host1'], HOSTS);
      reportFigure('namespaces', 'store', 'one store to three, in s', (performance.now() - begun) / 1000);
      expect(order).toEqual(['patch host1', 'patch host2', 'patch host3']);
      await settle(cluster);
      expect(await members(cluster, 'host3')).toBe('10.98.0.1 10.98.0.2 10.98.0.3\n');
      await ping(cluster);
    });
  },
  { boots: false, compiled: { seed: SEED } },
);
