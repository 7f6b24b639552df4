import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { reportFigure } from '../support/figures.ts';
import { type Cluster, describeCluster } from './cluster.ts';
import { manifestOf } from './manifest.ts';
import { bootsWell } from './promises.ts';
import { until } from './until.ts';

const SEED = new Uint8Array(32).fill(7);
/** Of the service, on every host. */
const PORT = 8080;

const manifest = manifestOf({
  hosts: 3,
  os: 'debian-13',
  rest: {
    network: 'none',
    overlay: {
      engine: 'swarm',
      managers: ['host1', 'host2', 'host3'],
      networks: { web: { subnet: '10.201.0.0/24' }, safe: { subnet: '10.202.0.0/24', encrypted: true } },
    },
  },
});

/** Each replica says on which host it runs. */
const SERVICE = `docker service create --detach --no-resolve-image --name web --network web --publish ${PORT}:80 \
  --replicas 3 --hostname '{{.Node.Hostname}}' busybox:lab \
  sh -c 'mkdir -p /www && hostname >/www/host && exec httpd -f -p 80 -h /www'`;

/** Hosts that the swarm's balancing leads to from a host's own address. */
const ASK = `for i in 1 2 3 4 5 6 7 8 9; do timeout 5 curl -s "http://$1:${PORT}/host"; done | sort -u | xargs`;

async function answersEverywhere({ lab, hosts }: Cluster): Promise<void> {
  for (const [index] of hosts.entries()) {
    await until(`three replicas answer at host${index + 1}`, async () => {
      const { stdout } = await lab.try('exec', 'sh', '-c', ASK, 'sh', `10.0.0.1${index + 1}`);
      return stdout.trim() === 'host1 host2 host3';
    });
  }
}

const MANAGERS =
  "docker node ls --format '{{.Hostname}} {{.Status}} {{.ManagerStatus}}' | sed 's/Leader/Reachable/' | sort";
const ALL = 'host1 Ready Reachable\nhost2 Ready Reachable\nhost3 Ready Reachable\n';

/** A secret that is to be nowhere but in its own place. */
const LEAKS = `grep -rlsF -e "$1" /run /tmp /var/log /etc /var/lib/meshinit /var/lib/cloud 2>/dev/null || :
  journalctl -b --no-pager -q | grep -cF -e "$1" | grep -v '^0$' || :
  for line in /proc/[0-9]*/cmdline; do tr '\\0' ' ' <"$line" 2>/dev/null; echo; done | grep -F -e "$1" | grep -v 'grep\\|sh -c' || :`;

function checksOut(cluster: Cluster): void {
  it('finds nothing wrong with itself', async () => {
    for (const host of cluster.hosts) {
      await until(
        `${host} has nothing to complain of`,
        async () => (await cluster.lab.tryOn(host, 'meshinit-check')).status === 0,
      );
    }
    expect(await cluster.lab.on('host1', MANAGERS)).toBe(ALL);
  });
}

describeCluster(
  'swarm',
  manifest,
  { LAB_RELEASE: 'trixie' },
  (cluster) => {
    const { lab, hosts } = cluster;
    bootsWell(cluster);
    checksOut(cluster);

    it('has the overlay networks when the first boot says ready', async () => {
      for (const host of hosts) {
        expect(await lab.on(host, "docker network inspect -f '{{.Name}} {{.Driver}} {{.Attachable}}' web safe")).toBe(
          'web overlay true\nsafe overlay true\n',
        );
      }
    });

    it('leaves no token in a log, a process list or a file', async () => {
      const tokens = await lab.on('host1', 'docker swarm join-token -q worker; docker swarm join-token -q manager');
      for (const token of tokens.trim().split('\n')) {
        expect(token).toMatch(/^SWMTKN-1-/);
        for (const host of hosts) expect(await lab.on(host, LEAKS, token)).toBe('');
      }
    });

    it('answers on every host for a service with three replicas', async () => {
      for (const host of hosts) await lab.run('container', host);
      const begun = performance.now();
      await lab.on('host2', SERVICE);
      await answersEverywhere(cluster);
      reportFigure(
        'booted',
        'swarm',
        'from docker service create to all hosts’ answers, in s',
        (performance.now() - begun) / 1000,
      );
    });

    it('encrypts what the manifest asks for', async () => {
      await lab.on('host1', 'docker run -d --name one --network safe busybox:lab sleep 1000');
      await lab.on('host3', 'docker run --rm --network safe busybox:lab ping -c 3 -W 5 one');
      expect(await lab.on('host3', 'ip xfrm state | grep -c "proto esp"')).not.toBe('0\n');
      await lab.on('host1', 'docker rm -f one');
    });

    it('takes back a manager that was cut from power and made anew from its document', async () => {
      await lab.run('stop', 'host2');
      rmSync(join(lab.directory, 'machines', 'host2', 'disk'));
      const begun = performance.now();
      await lab.run('start', 'host2');
      const { report } = await cluster.settled('host2');
      expect(report).toContain('/run/meshinit/status:\nready\n');
      reportFigure(
        'booted',
        'swarm',
        'a manager made anew, from power on to ready, in s',
        (performance.now() - begun) / 1000,
      );
      await lab.run('container', 'host2');
    });
    checksOut(cluster);

    it('comes back after a reboot of all hosts at once', async () => {
      const begun = performance.now();
      await Promise.all(hosts.map((host) => lab.run('reboot', host)));
      await until('there is a leader', async () => (await lab.tryOn('host1', MANAGERS)).stdout === ALL);
      // A new host has its replica once another restarts or the service is told to spread out again.
      await lab.on('host1', 'docker service update --detach --force web >/dev/null');
      await answersEverywhere(cluster);
      reportFigure(
        'booted',
        'swarm',
        'from a reboot of all hosts to all replicas’ answers, in s',
        (performance.now() - begun) / 1000,
      );
    });
    checksOut(cluster);
  },
  { seed: SEED },
);
