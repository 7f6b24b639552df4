import { writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { keysFrom } from '../../src/keys/keys-from.ts';
import { patch } from '../../src/patch/patch.ts';
import { patchOrder } from '../../src/patch/patch-order.ts';
import { reportFigure } from '../support/figures.ts';
import { Cluster, describeCluster } from './cluster.ts';
import type { Host } from './host.ts';
import { image, killDocker, putDocker } from './real-docker.ts';

const manifestOf = (managers: string, networks: string, hosts: readonly number[]): string => `meshinit: 1
name: lane
defaults: { os: debian-12 }
network: none
overlay:
  engine: swarm
  managers: [${managers}]
  networks: ${networks}
hosts:
${hosts.map((host) => `  host${host}: { address: 10.0.0.1${host} }\n`).join('')}`;

const NETWORKS = '{ web: { subnet: 10.201.0.0/24 }, inner: { subnet: 10.202.0.0/24, attachable: false } }';
const MANIFEST = manifestOf('host1, host2, host3', NETWORKS, [1, 2, 3, 4]);
const SEED = new Uint8Array(32).fill(7);
const keys = keysFrom(SEED);

const NAMES = ['host1', 'host2', 'host3', 'host4'];

const run = (cluster: Cluster, at: string, script: string, ...given: string[]): Promise<string> =>
  cluster.host(at).machine.run(script, ...given);

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

/** Until it holds; what was seen last where it never does. */
async function until(seconds: number, look: () => Promise<unknown>, wanted: unknown): Promise<void> {
  const end = performance.now() + seconds * 1000;
  for (;;) {
    const seen = await look();
    if (JSON.stringify(seen) === JSON.stringify(wanted)) return;
    if (performance.now() > end) return expect(seen).toEqual(wanted);
    await sleep(500);
  }
}

async function booted(host: Host): Promise<void> {
  const { status, output } = await host.boot();
  expect(`${status}: ${status === 0 ? '' : output.slice(-1500)}`).toBe('0: ');
}

/** The token itself, wherever it could have been left, and the key outside of its file. */
const LEAKS = `secret=$1
  grep -rls -e "$secret" /run /tmp /var/log /etc 2>/dev/null | grep -v '^/run/docker-root' || :
  ps ax -o args | grep -F -e "$secret" | grep -v grep || :`;

/** A manager that has the host's own certificate and answers whatever `$1` prints. */
const IMPOSTOR = `own=cert=/etc/meshinit/pki/cert.pem,key=/etc/meshinit/pki/key.pem,cafile=/etc/meshinit/pki/ca.pem
  setsid socat OPENSSL-LISTEN:2378,bind=$2,reuseaddr,fork,$own,verify=1 "SYSTEM:$1" >/dev/null 2>&1 </dev/null &
  echo $!`;

const statusOf = async (cluster: Cluster, at: string): Promise<string> =>
  (await run(cluster, at, 'cat /run/meshinit/status 2>/dev/null || :')).trim();

const stateOf = async (cluster: Cluster, at: string): Promise<string> =>
  (await run(cluster, at, "docker info -f '{{.Swarm.LocalNodeState}}'")).trim();

/** A manifest with its lock. */
interface Side {
  readonly text: string;
  readonly lock: string;
}

const sideOf = (text: string, lock?: string): Side => ({
  text,
  lock: new Cluster(text, { seed: SEED, ...(lock !== undefined && { lock }) }).lock,
});

/** Runs a host's patch: exit status, and what it said. */
async function patched(cluster: Cluster, name: string, before: Side, after: Side) {
  const { script, fault } = patch(after, name, before, { keys });
  if (script === undefined) throw new Error(fault?.message ?? 'the manifest is wrong');
  const { machine } = cluster.host(name);
  writeFileSync(machine.path('/run/patch.sh'), script);
  return machine.try('sh -s -- --within 300 </run/patch.sh');
}

/** One host after the other, as `diff` and `apply` have it. */
async function become(cluster: Cluster, before: Side, after: Side): Promise<string[]> {
  const { steps } = patchOrder(before, after, { keys });
  const hosts = steps.filter(({ verdict }) => verdict === 'patch').map(({ host }) => host);
  for (const host of hosts) {
    const begun = performance.now();
    const { status, output } = await patched(cluster, host, before, after);
    expect(`${host}: ${status}: ${status === 0 ? '' : output.slice(-1500)}`).toBe(`${host}: 0: `);
    console.log(host, (performance.now() - begun) / 1000, output);
  }
  return hosts;
}

/** The overlay networks that are meshinit's, with their subnets. */
const OVERLAYS = `docker network ls -f driver=overlay -f label=meshinit --format '{{.Name}}' | sort | while read -r name; do
    docker network inspect -f '{{.Name}} {{range .IPAM.Config}}{{.Subnet}}{{end}}' "$name"
  done`;

/** Managers as one of them sees it, twice a second while something is done; a line where they are too few to decide. */
async function quorumLostDuring(cluster: Cluster, at: string, work: () => Promise<unknown>): Promise<string> {
  const watch = cluster.host(at).machine.spawn(`echo "pid $$"
    while sleep 0.5; do
      docker node ls -f role=manager --format '{{.Hostname}}={{.ManagerStatus}}' >/run/managers 2>&1 || { echo "none: $(cat /run/managers)"; continue; }
      all=$(wc -l </run/managers) there=$(grep -c -e '=Leader' -e '=Reachable' /run/managers)
      [ $((there * 2)) -gt "$all" ] || echo "$there of $all"
    done`);
  let said = '';
  watch.stdout.on('data', (data) => (said += data));
  await work();
  await cluster.host(at).machine.try(`kill ${/^pid (\d+)/.exec(said)?.[1]}`);
  return said.replace(/^pid .*\n/, '');
}

describeCluster(
  'a swarm of four hosts with a real Docker',
  MANIFEST,
  (cluster) => {
    const three = sideOf(MANIFEST);

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
      const tokens = (
        await run(cluster, 'host1', 'docker swarm join-token -q worker; docker swarm join-token -q manager')
      ).trim();
      for (const token of tokens.split('\n')) {
        expect(token).toMatch(/^SWMTKN-1-/);
        for (const name of NAMES) expect(await run(cluster, name, LEAKS, token)).toBe('');
      }
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

    const moved = sideOf(
      manifestOf(
        'host1, host2, host4',
        '{ web: { subnet: 10.201.0.0/24 }, inner: { subnet: 10.203.0.0/24 }, late: }',
        [1, 2, 3, 4],
      ),
      three.lock,
    );
    const MOVED = ['host1 manager ready', 'host2 manager ready', 'host3 worker ready', 'host4 manager ready'];

    it('takes one manager more and one fewer, host after host, and never loses its quorum nor a container', async () => {
      const containers = (): Promise<string[]> =>
        Promise.all(NAMES.map((name) => run(cluster, name, 'docker ps -q --no-trunc')));
      await run(
        cluster,
        'host2',
        `docker service create --detach --no-resolve-image --name serves --mode global --network web --endpoint-mode dnsrr ${image} sleep 100000`,
      );
      await until(60, async () => (await containers()).map((ids) => ids.trim().split('\n').length), [2, 2, 2, 2]);
      const before = await containers();
      const lost = await quorumLostDuring(cluster, 'host1', async () => {
        expect(await become(cluster, three, moved)).toEqual(['host1', 'host2', 'host4', 'host3']);
      });
      expect(lost).toBe('');
      expect(await nodesSeen(cluster, 'host4')).toEqual(MOVED);
      expect(await containers()).toEqual(before);
      await run(cluster, 'host1', 'docker exec on-host1 ping -c 1 -W 3 on-host3');
      expect(await run(cluster, 'host4', OVERLAYS)).toBe(
        'inner 10.203.0.0/24\nlate 10.200.1.0/24\nweb 10.201.0.0/24\n',
      );
      // Who answers no more has no port for it.
      expect((await cluster.host('host3').machine.try('pgrep -x socat')).output).toBe('');
    });

    it('changes no network that containers are on, and says so: the patch is rolled back', async () => {
      const other = sideOf(moved.text.replace('10.201.0.0/24', '10.204.0.0/24'), moved.lock);
      const { status, output } = await patched(cluster, 'host1', moved, other);
      expect(output).toContain('overlay network web is in use: it is made anew once nobody uses it');
      expect(output).toContain('rolled back the patch');
      expect(status).toBe(1);
      expect(await run(cluster, 'host1', 'grep web /etc/meshinit/overlay-networks')).toContain('10.201.0.0/24');
      await run(cluster, 'host1', 'meshinit-swarm --ready');
    });

    it('leaves a swarm alone that somebody made by hand, and takes a host back whose disk has an old state', async () => {
      const { machine } = cluster.host('host3');
      const join = async (): Promise<void> => {
        await machine.run('meshinit-swarm');
        await until(30, () => nodesSeen(cluster, 'host1'), MOVED);
      };
      await machine.run(`set -e
        cp -a /var/lib/docker/swarm /tmp/old-swarm
        docker swarm leave
        docker swarm init --advertise-addr 10.0.0.13`);
      const { status, output } = await machine.try('meshinit-swarm');
      expect(`${status}: ${output}`).toMatch(/^1: .*Docker is in another swarm/s);
      await machine.run('docker swarm leave --force');
      await join();
      await killDocker(cluster.host('host3'));
      await machine.run(
        'rm -rf /var/lib/docker/swarm && mv /tmp/old-swarm /var/lib/docker/swarm && systemctl start docker',
      );
      await join();
    });

    it('forgets a host that leaves, and a network that nobody uses', async () => {
      const fewer = sideOf(
        manifestOf('host1, host2, host4', '{ web: { subnet: 10.201.0.0/24 }, late: }', [1, 2, 4]),
        moved.lock,
      );
      expect(await become(cluster, moved, fewer)).toEqual(['host1', 'host2', 'host4']);
      await cluster.kill('host3');
      // As its timer does.
      const look = async (): Promise<string[]> => {
        await run(cluster, 'host1', 'meshinit-swarm --follow');
        return nodesSeen(cluster, 'host2');
      };
      await until(90, look, ['host1 manager ready', 'host2 manager ready', 'host4 manager ready']);
      expect(await run(cluster, 'host4', OVERLAYS)).toBe('late 10.200.1.0/24\nweb 10.201.0.0/24\n');
      await run(cluster, 'host4', 'meshinit-check');
    });
  },
  { boots: false, compiled: { seed: SEED } },
);
