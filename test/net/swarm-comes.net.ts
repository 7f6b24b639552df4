import { expect, it } from 'vitest';
import { describeCluster } from './cluster.ts';
import { Operator } from './operator.ts';
import { image, putDocker } from './real-docker.ts';
import { booted, leavesNoSecrets, run, until } from './swarm.ts';

const SEED = new Uint8Array(32).fill(7);
const HOSTS = ['host1', 'host2', 'host3'];
const manifestOf = (overlay = ''): string => `meshinit: 1
name: lane
defaults: { os: debian-12 }
encryption: wireguard
network: { dataplane: linux }
${overlay}hosts:
${HOSTS.map((name, index) => `  ${name}: { address: 10.0.0.1${index + 1}, ssh: { host: ${name} } }\n`).join('')}`;
const SWARM =
  'overlay: { engine: swarm, managers: [host1, host2, host3], networks: { web: { subnet: 10.201.0.0/24 } } }\n';

/** What the host's timer does. */
const FOLLOW = 'while sleep 2; do meshinit-wireguard --follow; done >/dev/null 2>&1';

describeCluster(
  'a swarm that comes to hosts that run, in WireGuard',
  manifestOf(),
  (cluster) => {
    const operator = new Operator(SEED);
    const hosts = (): string[] => [...cluster.hosts.keys()];
    const reaches = async (): Promise<void> => {
      for (const from of hosts()) {
        for (const to of hosts()) {
          const look = async (): Promise<number> =>
            (await cluster.host(from).machine.try(`docker exec on-${from} ping -c 1 -W 2 on-${to}`)).status;
          await until(30, look, 0);
        }
      }
    };
    const apply = async (text: string): Promise<string[]> => {
      operator.write(text);
      expect((await operator.run('compile')).status).toBe(0);
      const { status, steps, stderr } = await operator.json('apply', '--yes');
      const seen = steps.map(
        ({ host, turn, state, why }: { host: string; turn: number; state: string; why: string[] }) =>
          state === 'patched' ? `${turn} ${host}` : `${host}: ${state}: ${why.join('; ')}`,
      );
      expect({ status, stderr, seen }).toEqual({ status: 0, stderr: '', seen });
      await operator.commit(text);
      expect(await operator.json('status')).toMatchObject({ status: 0, faults: [] });
      return seen;
    };

    it('is made by all managers in one turn', async () => {
      await Promise.all([...cluster.hosts.values()].map((host) => putDocker(host)));
      await Promise.all([...cluster.hosts.values()].map(booted));
      await operator.open(cluster);
      await operator.commit(manifestOf());
      expect(await apply(manifestOf(SWARM))).toEqual(HOSTS.map((name) => `1 ${name}`));
      expect(await run(cluster, 'host2', "docker node ls --format '{{.Hostname}} {{.Status}}' | sort")).toBe(
        'host1 Ready\nhost2 Ready\nhost3 Ready\n',
      );
      for (const name of HOSTS) {
        await run(cluster, name, `docker run -d --name "on-$(hostname)" --network web ${image} sleep 100000`);
      }
      await reaches();
    });

    it('gets new certificates and WireGuard keys together, host after host', async () => {
      const nodes = "docker node ls --format '{{.Hostname}} {{.ID}} {{.Status}}' | sort";
      const before = await run(cluster, 'host1', nodes);
      for (const name of HOSTS) cluster.host(name).machine.spawn(FOLLOW);
      for (const word of ['--rotate', '--finish']) {
        expect((await operator.run('keys', word)).status).toBe(0);
        expect(await apply(manifestOf(SWARM))).toEqual(HOSTS.map((name, index) => `${index + 1} ${name}`));
        await reaches();
      }
      expect(await run(cluster, 'host1', nodes)).toBe(before);
      await leavesNoSecrets(cluster, 'host1');
    });
  },
  { boots: false, compiled: { seed: SEED } },
);
