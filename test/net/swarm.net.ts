import { expect, it } from 'vitest';
import { reportFigure } from '../support/figures.ts';
import { type Cluster, describeCluster } from './cluster.ts';
import { image, killDocker, putDocker } from './real-docker.ts';
import { booted, leavesNoSecrets, run, until } from './swarm.ts';

const MANIFEST = `meshinit: 1
name: lane
defaults: { os: debian-12 }
network: none
overlay:
  engine: swarm
  managers: [host1, host2, host3]
  networks: { web: { subnet: 10.201.0.0/24 }, inner: { subnet: 10.202.0.0/24, attachable: false } }
hosts:
  host1: { address: 10.0.0.11 }
  host2: { address: 10.0.0.12 }
  host3: { address: 10.0.0.13 }
  host4: { address: 10.0.0.14 }
`;
const SEED = new Uint8Array(32).fill(7);

const NAMES = ['host1', 'host2', 'host3', 'host4'];

/** Nodes as a manager has them: host, role, state. */
const nodesSeen = async (cluster: Cluster, at: string): Promise<string[]> =>
  (
    await run(
      cluster,
      at,
      `docker node ls -q | xargs docker node inspect -f '{{index .Spec.Labels "meshinit.host"}} {{.Spec.Role}} {{.Status.State}}' | sort`,
    )
  )
    .trimEnd()
    .split('\n');

const ALL = ['host1 manager ready', 'host2 manager ready', 'host3 manager ready', 'host4 worker ready'];

/** A manager that has the host's own certificate and answers whatever `$1` prints. */
const IMPOSTOR = `own=cert=/etc/meshinit/pki/cert.pem,key=/etc/meshinit/pki/key.pem,cafile=/etc/meshinit/pki/ca.pem
  setsid socat OPENSSL-LISTEN:2378,bind=$2,reuseaddr,fork,$own,verify=1 "SYSTEM:$1" >/dev/null 2>&1 </dev/null &
  echo $!`;

const statusOf = async (cluster: Cluster, at: string): Promise<string> =>
  (await run(cluster, at, 'cat /run/meshinit/status 2>/dev/null || :')).trim();

const stateOf = async (cluster: Cluster, at: string): Promise<string> =>
  (await run(cluster, at, "docker info -f '{{.Swarm.LocalNodeState}}'")).trim();

describeCluster(
  'a swarm of four hosts with a real Docker',
  MANIFEST,
  (cluster) => {
    it('is made by nobody while the first manager is away, or answers what no manager does', async () => {
      await Promise.all([...cluster.hosts.values()].map((host) => putDocker(host)));
      const impostor = await run(
        cluster,
        'host1',
        IMPOSTOR,
        'echo token SWMTKN-1-5 ; echo none ; head -c 9999 /dev/urandom',
        '10.0.0.11',
      );
      const boots = ['host2', 'host3', 'host4'].map((name) => booted(cluster.host(name)));
      const waits = (name: string) => () => statusOf(cluster, name);
      for (const name of ['host2', 'host4']) {
        await until(150, waits(name), 'running: join the swarm, waiting for host1 (does not let it in)');
      }
      for (const name of ['host2', 'host3', 'host4']) expect(await stateOf(cluster, name)).toBe('inactive');
      await run(cluster, 'host1', 'kill "$1"; pkill -x socat || :', impostor.trim());
      const begun = performance.now();
      await Promise.all([...boots, booted(cluster.host('host1'))]);
      reportFigure(
        'namespaces',
        'swarm',
        'first boot of the first manager, for which three hosts wait, in s',
        (performance.now() - begun) / 1000,
      );
    });

    it('comes with the first boots, and with it the overlay networks', async () => {
      expect(await nodesSeen(cluster, 'host1')).toEqual(ALL);
      for (const name of NAMES) expect(await statusOf(cluster, name)).toBe('ready');
      expect(
        await run(
          cluster,
          'host2',
          "docker network inspect -f '{{.Attachable}} {{range .IPAM.Config}}{{.Subnet}}{{end}}' web inner",
        ),
      ).toBe('true 10.201.0.0/24\nfalse 10.202.0.0/24\n');
    });

    it('has containers of all hosts in one network', async () => {
      await Promise.all(
        NAMES.map((name) => run(cluster, name, `docker run -d --name on-${name} --network web ${image} sleep 100000`)),
      );
      await Promise.all(
        NAMES.map((from) =>
          run(cluster, from, NAMES.map((to) => `docker exec on-${from} ping -c 1 -W 3 on-${to}`).join(' && ')),
        ),
      );
    });

    it('leaves no token behind, and hands none to strangers', async () => {
      await leavesNoSecrets(cluster, 'host1');
      const ask = `printf '%s\\n' "$1" | timeout 60 socat -t 50 - OPENSSL:10.0.0.11:2378,commonname=host1,cafile=/etc/meshinit/pki/ca.pem,verify=1$2 2>/dev/null || :`;
      expect(await run(cluster, 'host4', ask, 'join', '')).toBe('');
      const own = ',cert=/etc/meshinit/pki/cert.pem,key=/etc/meshinit/pki/key.pem';
      for (const words of ['manager', 'member $(id) manager', 'member ../x worker', '']) {
        expect(await run(cluster, 'host4', ask, words, own)).toBe('');
      }
      // A worker's certificate makes no manager of it, whatever it says that it is.
      const id = (await run(cluster, 'host4', "docker info -f '{{.Swarm.NodeID}}'")).trim();
      expect(await run(cluster, 'host4', ask, `member ${id} manager`, own)).toBe('wait\n');
      const other = (await run(cluster, 'host3', "docker info -f '{{.Swarm.NodeID}}'")).trim();
      expect(await run(cluster, 'host4', ask, `member ${other} worker`, own)).toBe('wait\n');
      expect(await nodesSeen(cluster, 'host1')).toEqual(ALL);
    });

    it('is well by its own check, on managers and on workers, though one manager hangs and one is held up', async () => {
      await run(cluster, 'host1', 'pkill -STOP -x socat');
      // As many as it answers at once.
      await run(
        cluster,
        'host4',
        'for each in $(seq 32); do (sleep 60 | busybox nc 10.0.0.12 2378 >/dev/null 2>&1 &); done',
      );
      const said = await Promise.all(NAMES.map((name) => run(cluster, name, 'meshinit-check || :')));
      await run(cluster, 'host1', 'pkill -CONT -x socat');
      for (const one of said) {
        expect(one).not.toMatch(/^FAIL/m);
        expect(one).toContain('the managers have this host as planned');
      }
      expect(said[0]).toContain('host4 is a node that is ready');
    });

    it('is the same after its work was done once more', async () => {
      const before = await run(cluster, 'host4', "docker info -f '{{.Swarm.NodeID}}'");
      await booted(cluster.host('host4'));
      expect(await run(cluster, 'host4', "docker info -f '{{.Swarm.NodeID}}'")).toBe(before);
      expect(await nodesSeen(cluster, 'host1')).toEqual(ALL);
    });

    it('begins no second swarm where its first manager is made anew and the others do not let it in', async () => {
      await cluster.kill('host1');
      const host = await cluster.start('host1');
      await putDocker(host);
      // They have a token for it on 2378, and nobody answers on 2377.
      for (const name of ['host2', 'host3']) {
        await run(cluster, name, 'nft insert rule inet meshinit input tcp dport 2377 ip saddr 10.0.0.11 reject');
      }
      const boot = booted(host);
      await until(
        120,
        async () => (await statusOf(cluster, 'host1')).replace(/.*(waiting)/, '$1'),
        'waiting for host2 (does not let it in) host3 (does not let it in)',
      );
      expect(await run(cluster, 'host1', "docker info -f '{{.Swarm.ControlAvailable}}'")).toBe('false\n');
      for (const name of ['host2', 'host3']) await run(cluster, name, 'systemctl restart meshinit-firewall');
      await boot;
      await until(20, () => nodesSeen(cluster, 'host2'), ALL);
      expect(
        await run(
          cluster,
          'host1',
          "docker info -f '{{.Swarm.Managers}} {{.Swarm.Nodes}} {{.Swarm.ControlAvailable}}'",
        ),
      ).toBe('3 4 true\n');
      await run(cluster, 'host1', `docker run -d --name on-host1 --network web ${image} sleep 100000`);
      await run(cluster, 'host1', 'docker exec on-host1 ping -c 1 -W 3 on-host4');
    });

    it('leaves a swarm alone that somebody made by hand, and takes a host back whose disk has an old state', async () => {
      const { machine } = cluster.host('host4');
      const join = async (): Promise<void> => {
        await machine.run('meshinit-swarm');
        await until(30, () => nodesSeen(cluster, 'host1'), ALL);
      };
      await machine.run(`set -e
        cp -a /var/lib/docker/swarm /tmp/old-swarm
        docker swarm leave
        docker swarm init --advertise-addr 10.0.0.14`);
      const { status, output } = await machine.try('meshinit-swarm');
      expect(`${status}: ${output}`).toMatch(/^1: .*Docker is in another swarm/s);
      await machine.run('docker swarm leave --force');
      await join();
      await killDocker(cluster.host('host4'));
      await machine.run(
        'rm -rf /var/lib/docker/swarm && mv /tmp/old-swarm /var/lib/docker/swarm && systemctl start docker',
      );
      await join();
    });
  },
  { boots: false, compiled: { seed: SEED } },
);
