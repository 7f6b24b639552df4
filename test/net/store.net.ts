import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { type Cluster, describeCluster } from './cluster.ts';
import type { Host } from './host.ts';
import { image, putDocker } from './real-docker.ts';

const MANIFEST = `meshinit: 1
name: lane
defaults: { os: debian-12, provider: hetzner }
network: none
hosts:
  host1: { address: 10.0.0.11 }
  host2: { address: 10.0.0.12 }
  host3: { address: 10.0.0.13 }
overlay:
  engine: store
  stores: [host1, host2, host3]
  networks:
    my-multi-host-network: { subnet: 10.202.0.0/24 }
    other:
`;

const HOSTS = ['host1', 'host2', 'host3'];
const NETWORK = 'my-multi-host-network';
const SEED = new Uint8Array(32).fill(3);

const run = (cluster: Cluster, at: string, script: string): Promise<string> => cluster.host(at).machine.run(script);

/** Whether containers on the overlay reach each other's, by address, from every host to every other. */
async function pings(cluster: Cluster, hosts = HOSTS): Promise<void> {
  const addresses = new Map<string, string>();
  for (const host of hosts) {
    const format = `{{(index .NetworkSettings.Networks "${NETWORK}").IPAddress}}`;
    addresses.set(host, (await run(cluster, host, `docker inspect -f '${format}' c-${host}`)).trim());
  }
  const ping = async (from: string): Promise<void> => {
    for (const to of hosts.filter((name) => name !== from)) {
      const said = await run(
        cluster,
        from,
        `for try in $(seq 20); do docker exec c-${from} ping -c 1 -W 2 ${addresses.get(to)} && exit; sleep 0.5; done; exit 1`,
      );
      expect(said).toContain('1 packets received');
    }
  };
  await Promise.all(hosts.map(ping));
}

const start = (cluster: Cluster, host: string): Promise<string> =>
  run(cluster, host, `docker run -d --name c-${host} --net=${NETWORK} ${image} sleep 100000`);

/** Until meshinit-check finds nothing wrong. */
async function settle(cluster: Cluster, host: string, within = 60): Promise<void> {
  const end = performance.now() + within * 1000;
  for (;;) {
    const { status, output } = await cluster.host(host).machine.try('meshinit-check');
    if (status === 0) return;
    if (performance.now() > end) expect(output).toBe('nothing wrong');
    await sleep(500);
  }
}

/** Each daemon is refused by all others, which is all that it takes to keep hosts apart that boot at once. */
const APART = `nft -f - <<'END'
table ip apart {
  chain input {
    type filter hook input priority 0
    iifname != lo tcp dport 7946 reject with tcp reset
  }
}
END`;

const GOSSIP = 'the gossip has every host that runs Docker';

describeCluster(
  'Docker’s overlay with etcd on three hosts',
  MANIFEST,
  (cluster) => {
    it('comes with the first boot, its networks too, though no daemon met another', async () => {
      const put = async (host: Host): Promise<void> => {
        await putDocker(host);
        await host.machine.run(APART);
      };
      await Promise.all([...cluster.hosts.values()].map(put));
      const outcomes = await Promise.all([...cluster.hosts.values()].map((host) => host.boot()));
      for (const outcome of outcomes) expect(outcome).toMatchObject({ status: 0 });
      for (const host of HOSTS) {
        expect((await cluster.host(host).machine.try('meshinit-check')).output).toContain(`FAIL  ${GOSSIP}\n`);
        const said = await run(cluster, host, "docker network ls -f driver=overlay --format '{{.Name}}' | sort");
        expect(said).toBe(`${NETWORK}\nother\n`);
      }
    });

    it('makes one gossip of its parts by itself', async () => {
      for (const host of HOSTS) await run(cluster, host, 'nft delete table ip apart');
      await Promise.all(HOSTS.map((host) => settle(cluster, host)));
      expect(await run(cluster, 'host1', 'grep -c "EventMemberJoin: host[23]" /run/dockerd.log')).toBe('2\n');
    });

    it('joins containers of every two hosts', async () => {
      await Promise.all(HOSTS.map((host) => start(cluster, host)));
      await pings(cluster);
    });

    it('is changed by no second run of its work: etcd goes on, its networks stay', async () => {
      const state = `pgrep -x etcd; docker network ls --no-trunc -f driver=overlay`;
      const before = await run(cluster, 'host1', state);
      expect(await cluster.host('host1').boot()).toMatchObject({ status: 0 });
      expect(await run(cluster, 'host1', state)).toBe(before);
    });

    it('lets nobody in without a certificate', async () => {
      const call = (options: string) =>
        cluster
          .host('host1')
          .machine.try(
            `echo | openssl s_client -connect 10.0.0.12:2379 -CAfile /etc/docker/store/ca.pem -verify_return_error ${options} 2>&1 >/dev/null; printf 'GET /v2/keys HTTP/1.0\r\n\r\n' | timeout 5 openssl s_client -quiet -connect 10.0.0.12:2379 -CAfile /etc/docker/store/ca.pem ${options} 2>/dev/null | head -n 1`,
          );
      const own = '-cert /etc/docker/store/cert.pem -key /etc/docker/store/key.pem';
      expect((await call(own)).output).toContain('HTTP/1.0 200 OK');
      expect((await call('')).output).not.toContain('200 OK');
    });

    it('keeps the key and what is derived from it out of logs and of /run', async () => {
      for (const host of HOSTS) {
        const secret = (await run(cluster, host, 'sed -n 2p /etc/docker/store/key.pem')).trim();
        expect(secret).toHaveLength(64);
        const { status, output } = await cluster
          .host(host)
          .machine.try('grep -rlsF -- "$1" /run /tmp/console /var/log --exclude-dir=docker-root', secret);
        expect([status === 0, output]).toEqual([false, '']);
        expect(await run(cluster, host, 'stat -c "%a %U" /var/lib/etcd/meshinit.key /etc/docker/store/key.pem')).toBe(
          '400 etcd\n600 root\n',
        );
      }
    });

    it('lets a store go that is one no more, and takes it back', async () => {
      const members = () => run(cluster, 'host1', 'meshinit-store --parted && meshinit-store --quorum; echo $?');
      // As systemd says it of a unit that a patch has switched off.
      const leave = `mkdir /tmp/off
        printf '#!/bin/sh\\necho disabled\\n' >/tmp/off/systemctl
        chmod 755 /tmp/off/systemctl
        PATH=/tmp/off:$PATH meshinit-store --leave
        for try in $(seq 30); do meshinit-store --answers 10.0.0.12 || exit 0; sleep 0.2; done; exit 1`;
      await run(cluster, 'host2', 'meshinit-store --leave; meshinit-store --answers 10.0.0.12');
      await run(cluster, 'host2', leave);
      expect(await members()).toBe('0\n');
      // Its unit starts etcd again, which has data that nobody takes.
      await Promise.all(['host1', 'host2'].map((host) => settle(cluster, host)));
      await pings(cluster, ['host1', 'host2']);
    });

    it('goes on without one of three stores', async () => {
      await cluster.kill('host3');
      await run(
        cluster,
        'host1',
        'for try in 1 2 3 4 5; do meshinit-store --quorum && docker network create -d overlay later && exit; sleep 2; done; exit 1',
      );
      expect(await run(cluster, 'host2', "docker network ls -f name=later --format '{{.Name}}'")).toBe('later\n');
      await pings(cluster, ['host1', 'host2']);
      const { output } = await cluster.host('host1').machine.try('meshinit-check');
      expect(output).toContain('FAIL  etcd answers on host3\n');
      expect(output).toContain('ok    a majority of the stores agrees\n');
    });

    it('takes a host back that was made anew from its document', async () => {
      const host = await cluster.start('host3');
      await putDocker(host);
      expect(await host.boot()).toMatchObject({ status: 0 });
      await settle(cluster, 'host3');
      await start(cluster, 'host3');
      await pings(cluster);
      await settle(cluster, 'host1');
      expect(await run(cluster, 'host3', 'docker network ls -qf name=later | wc -l')).toBe('1\n');
    });
  },
  { boots: false, compiled: { seed: SEED } },
);
