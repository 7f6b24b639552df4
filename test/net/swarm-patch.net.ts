import { expect, it } from 'vitest';
import { reportFigure } from '../support/figures.ts';
import { Cluster, describeCluster } from './cluster.ts';
import { Operator } from './operator.ts';
import { image, putDocker } from './real-docker.ts';
import { booted, leavesNoSecrets, OVERLAYS, Ping, run, until } from './swarm.ts';

const SEED = new Uint8Array(32).fill(7);
const NETWORKS = '{ web: { subnet: 10.201.0.0/24 }, inner: { subnet: 10.202.0.0/24, attachable: false } }';
const LATER = '{ web: { subnet: 10.201.0.0/24 }, inner: { subnet: 10.203.0.0/24 }, late: }';

const manifestOf = (managers: readonly number[], hosts: readonly number[], networks = NETWORKS): string => `meshinit: 1
name: lane
defaults: { os: debian-12 }
network: none
overlay:
  engine: swarm
  managers: [${managers.map((host) => `host${host}`).join(', ')}]
  networks: ${networks}
hosts:
${hosts.map((host) => `  host${host}: { address: 10.0.0.1${host}, ssh: { host: host${host} } }\n`).join('')}`;

const ONE = manifestOf([1], [1, 2, 3, 4]);

/** Of the managers that `node ls` tells, those that count; a line where they are too few to decide. */
const WATCH = `echo "pid $$"
  while sleep 0.5; do
    docker node ls -f role=manager --format '{{.Hostname}}={{.ManagerStatus}}' >/run/managers 2>&1 || { echo "none: $(cat /run/managers)"; continue; }
    all=$(grep -vc '=$' /run/managers) there=$(grep -c -e '=Leader' -e '=Reachable' /run/managers)
    [ $((there * 2)) -gt "$all" ] || echo "$there of $all"
  done`;

/** Swarm that a manager lists: a node a line, each with its host's id, its state and what it is for the managers. */
const LIST = `docker node ls --format '{{.Hostname}} {{.ID}} {{.Status}} {{.ManagerStatus}}' | sed 's/ $//' | sort`;
const LEADER = `docker node ls --format '{{.Hostname}} {{.ManagerStatus}}' | sed -n 's/ Leader$//p'`;
const NODE = "docker info -f '{{.Swarm.NodeID}}'";

/** What becomes of a member of the cluster that says `$1` to host2 with the certificate in `$2`. */
const ASK = `printf '%s\\n' "$1" | timeout 60 socat -t 30 - "OPENSSL:10.0.0.12:2378,commonname=host2,cert=$2/cert.pem,key=$2/key.pem,cafile=/etc/meshinit/pki/ca.pem,verify=1" 2>/dev/null || :`;
/** Says hello to whoever takes the certificate in `$1` for host1's, until its process, which is told, is killed. */
const SERVE = `socat OPENSSL-LISTEN:9999,bind=10.0.0.11,reuseaddr,fork,cert=$1/cert.pem,key=$1/key.pem,cafile=/etc/meshinit/pki/ca.pem,verify=1 SYSTEM:'echo hello' >/dev/null 2>&1 </dev/null &
  echo $!; until ss -Hltn 'sport = :9999' | grep -q .; do sleep 0.1; done`;
const LISTEN = `timeout 20 socat -u OPENSSL:10.0.0.11:9999,commonname=host1,cert=/etc/meshinit/pki/cert.pem,key=/etc/meshinit/pki/key.pem,cafile=/etc/meshinit/pki/ca.pem,verify=1 - 2>/dev/null || :`;
const OWN = '/etc/meshinit/pki';
const FORMER = '/opt/former';

describeCluster(
  'a swarm that is changed while it runs',
  ONE,
  (cluster) => {
    const operator = new Operator(SEED);
    const onEach = (script: string): Promise<string[]> =>
      Promise.all([...cluster.hosts.keys()].map((name) => run(cluster, name, script)));

    /** The one swarm, as each of its managers lists it: all hosts that are up, none twice. */
    const isTheSwarm = async (managers: readonly string[]): Promise<void> => {
      const nodes = new Map<string, string>();
      for (const name of cluster.hosts.keys()) nodes.set(name, (await run(cluster, name, NODE)).trim());
      const wanted = [...nodes].map(([name, id]) => `${name} ${id} Ready${managers.includes(name) ? ' manages' : ''}`);
      for (const manager of managers) {
        const look = async (): Promise<string[]> =>
          (await run(cluster, manager, LIST))
            .trim()
            .replaceAll(/ (?:Leader|Reachable)$/gm, ' manages')
            .split('\n');
        await until(30, look, wanted.toSorted());
      }
    };

    /** Whether meshinit-check finds nothing wrong on any host, and each has what the manifest says. */
    const isWell = async (): Promise<void> => {
      const { status, faults, hosts } = await operator.json('status');
      expect({ status, faults, hosts: hosts.map(({ faults: of }: { faults: string[] }) => of) }).toEqual({
        ...{ status: 0, faults: [], hosts: [...cluster.hosts].map(() => []) },
      });
    };

    /** What a container of host2 gets of another's answers on host4, all the time. */
    let ping: Ping;
    let pings = { sent: 0, received: 0 };
    const lostSince = async (what: string): Promise<void> => {
      const now = await ping.counts();
      const [sent, lost] = [now.sent - pings.sent, now.sent - pings.sent - (now.received - pings.received)];
      pings = now;
      console.log(`${what}: ${lost} of ${sent} packets lost`);
      reportFigure('namespaces', 'swarm: patched', what, lost / 10);
      expect(sent).toBeGreaterThan(20);
      // One is on its way.
      expect(lost).toBeLessThanOrEqual(1);
    };

    /**
     * Carries a manifest out by `apply`, in the order that `patch --all` tells; nobody loses the managers' majority.
     * @param order hosts in their turns
     */
    const become = async (text: string, order: readonly string[], words: readonly string[] = []): Promise<void> => {
      // It is a manager before and after.
      const { machine } = cluster.host(order[0] ?? '');
      const watch = machine.spawn(WATCH);
      let said = '';
      watch.stdout.on('data', (data) => (said += data));
      operator.write(text);
      expect((await operator.run('compile')).status).toBe(0);
      const told = await operator.json('patch', '--all');
      const { status, steps, stderr } = await operator.json('apply', '--yes', ...words);
      const seen = steps.map(({ host, state, why }: { host: string; state: string; why: string[] }) =>
        state === 'patched' ? host : `${host}: ${state}: ${why.join('; ')}`,
      );
      expect({ seen: seen.filter((one: string) => !/: null:/.test(one)), stderr }).toEqual({ seen: order, stderr: '' });
      expect(status).toBe(0);
      const turns = told.steps.map(({ host }: { host: string }) => host);
      expect(turns.filter((host: string) => order.includes(host))).toEqual(order);
      await machine.run('kill "$1"', /^pid (\d+)/.exec(said)?.[1] ?? '');
      expect(said.replace(/^pid .*\n/, '')).toBe('');
      await operator.commit(text);
    };

    /** A document's first boot, with a container in the end. */
    const bootAnew = async (name: string, text: string): Promise<void> => {
      cluster.adopt(new Cluster(text, { seed: SEED, lock: operator.lock }));
      const host = await cluster.start(name);
      await putDocker(host);
      await booted(host);
      await operator.open(cluster);
    };

    // Managers may take longer than the 20 s that Docker waits for an address when a host has just come.
    const inContainers = `for try in 1 2 3; do
        docker run -d --name "c-$(hostname)" --network web ${image} sleep 100000 && exit
        docker rm -f "c-$(hostname)" >/dev/null
      done
      exit 1`;

    /** On the hosts that stay: which they are, and since when they run. */
    const containers = (): Promise<string[]> =>
      Promise.all(
        ['host2', 'host3', 'host4'].map((name) =>
          run(cluster, name, "docker inspect -f '{{.Id}} {{.State.StartedAt}}' $(docker ps -q)"),
        ),
      );
    let atFirst: readonly string[] = [];

    it('comes up with one manager', async () => {
      await Promise.all([...cluster.hosts.values()].map((host) => putDocker(host)));
      await Promise.all([...cluster.hosts.values()].map(booted));
      await operator.open(cluster);
      await operator.commit(ONE);
      await onEach(inContainers);
      atFirst = await containers();
      ping = await Ping.between(cluster, 'host2', 'host4', 'web');
      await isTheSwarm(['host1']);
      await isWell();
    });

    it('takes two managers more', async () => {
      await become(manifestOf([1, 2, 3], [1, 2, 3, 4]), ['host1', 'host2', 'host3', 'host4']);
      await isTheSwarm(['host1', 'host2', 'host3']);
      await isWell();
      await lostSince('one manager to three');
    });

    it('has another manager in the place of the one that leads', async () => {
      expect(await run(cluster, 'host3', LEADER)).toBe('host1\n');
      await become(manifestOf([2, 3, 4], [1, 2, 3, 4]), ['host2', 'host3', 'host4', 'host1']);
      expect(await run(cluster, 'host3', LEADER)).toMatch(/^host[234]\n$/);
      await isTheSwarm(['host2', 'host3', 'host4']);
      await isWell();
      // Who manages no more has no port for it.
      expect(await run(cluster, 'host1', "ss -Hltn 'sport = :2377 or sport = :2378'")).toBe('');
      await lostSince('a manager in the place of another, which led');
    });

    const grown = manifestOf([2, 3, 4], [1, 2, 3, 4, 5], LATER);

    it('has a worker join by the managers that there are now, and other networks', async () => {
      await become(grown, ['host2', 'host3', 'host4', 'host1']);
      await bootAnew('host5', grown);
      await run(cluster, 'host5', inContainers);
      await isTheSwarm(['host2', 'host3', 'host4']);
      expect(await run(cluster, 'host4', OVERLAYS)).toBe(
        'inner 10.203.0.0/24\nlate 10.200.1.0/24\nweb 10.201.0.0/24\n',
      );
      await run(cluster, 'host5', 'docker exec c-host5 ping -c 1 -W 5 c-host1');
      await isWell();
      await lostSince('a host added, and networks changed');
    });

    it('changes no network that containers are on, and says so: the patch is rolled back', async () => {
      operator.write(grown.replace('10.201.0.0/24', '10.204.0.0/24'));
      const { steps } = await operator.json('apply', '--yes', 'host2');
      expect(steps).toMatchObject([
        {
          host: 'host2',
          state: 'rolled back',
          why: [expect.stringContaining('overlay network web is in use: it is made anew once nobody uses it')],
        },
      ]);
      operator.write(grown);
      await isWell();
      await lostSince('a network that is in use');
    });

    it('gets certificates of another authority, host after host, and lets in one that is made anew meanwhile', async () => {
      await run(cluster, 'host1', 'cp -a "$1" "$2"', OWN, FORMER);
      const id = (await run(cluster, 'host1', NODE)).trim();
      expect((await operator.run('keys', '--rotate')).status).toBe(0);
      const half = await operator.json('apply', '--yes', 'host2', 'host3');
      expect(half.steps.map(({ state }: { state: string }) => state)).toEqual(['patched', 'patched']);
      // Managers that trust both, one that knows the former authority alone, and a host whose certificate is of the new one.
      await cluster.kill('host5');
      await bootAnew('host5', grown);
      await run(cluster, 'host5', inContainers);
      await isTheSwarm(['host2', 'host3', 'host4']);
      for (const said of await onEach('meshinit-check')) expect(said).not.toMatch(/^FAIL/m);
      expect(await run(cluster, 'host1', ASK, `member ${id} worker`, OWN)).toBe('ok\n');
      await become(grown, ['host4', 'host1'], ['--parallel']);
      await isWell();
      expect(await run(cluster, 'host1', ASK, `member ${id} worker`, FORMER)).toBe('ok\n');
      await lostSince('a rotation of the authority: both are trusted');

      expect((await operator.run('keys', '--finish')).status).toBe(0);
      await become(grown, ['host2', 'host3', 'host4', 'host1', 'host5'], ['--parallel']);
      await isTheSwarm(['host2', 'host3', 'host4']);
      await isWell();
      expect(await run(cluster, 'host1', ASK, `member ${id} worker`, OWN)).toBe('ok\n');
      const refused = async (): Promise<number> =>
        (await run(cluster, 'host2', 'cat /run/stand-in/meshinit-swarm-tokens.service.log')).split(
          'certificate verify failed',
        ).length;
      const before = await refused();
      expect(await run(cluster, 'host1', ASK, `member ${id} worker`, FORMER)).toBe('');
      expect(await refused()).toBe(before + 1);
      // Nor does anybody take a manager for one of theirs that shows such a certificate.
      for (const [shown, heard] of [
        [OWN, 'hello\n'],
        [FORMER, ''],
      ] as const) {
        const served = await run(cluster, 'host1', SERVE, shown);
        expect(await run(cluster, 'host2', LISTEN), shown).toBe(heard);
        await run(cluster, 'host1', 'kill "$1"', served.trim());
      }
      await lostSince('a rotation of the authority: the former one goes');
    });

    it('has one manager left, and forgets a host that leaves and a network that nobody uses', async () => {
      const fewer = manifestOf([3], [2, 3, 4, 5], LATER.replace(/ inner: {[^}]*},/, ''));
      await become(fewer, ['host3', 'host5', 'host2', 'host4']);
      await cluster.kill('host1');
      // As its timer does.
      const look = async (): Promise<boolean> => {
        await run(cluster, 'host3', 'meshinit-swarm --follow');
        return (await run(cluster, 'host3', LIST)).includes('host1');
      };
      await until(90, look, false);
      await isTheSwarm(['host3']);
      expect(await run(cluster, 'host3', OVERLAYS)).toBe('late 10.200.1.0/24\nweb 10.201.0.0/24\n');
      await isWell();
      await lostSince('three managers to one, and a host removed');
    });

    it('has restarted no container, and has left no token and no key anywhere', async () => {
      expect(await containers()).toEqual(atFirst);
      expect((await ping.counts()).sent).toBeGreaterThan(500);
      await leavesNoSecrets(cluster, 'host3');
    });
  },
  { boots: false, compiled: { seed: SEED } },
);
