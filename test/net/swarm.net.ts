import { expect, it } from 'vitest';
import { reportFigure } from '../support/figures.ts';
import { type Cluster, describeCluster } from './cluster.ts';
import type { Host } from './host.ts';
import { image, putDocker } from './real-docker.ts';

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
async function until(seconds: number, look: () => Promise<string[]>, wanted: readonly string[]): Promise<void> {
  const end = performance.now() + seconds * 1000;
  for (;;) {
    const seen = await look();
    if (JSON.stringify(seen) === JSON.stringify(wanted)) return;
    if (performance.now() > end) return expect(seen).toEqual(wanted);
    await new Promise((resolve) => setTimeout(resolve, 500));
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

describeCluster(
  'a swarm of four hosts with a real Docker',
  MANIFEST,
  (cluster) => {
    it('comes with the first boots, and with it the overlay networks', async () => {
      const begun = performance.now();
      await Promise.all([...cluster.hosts.values()].map((host) => putDocker(host)));
      await Promise.all([...cluster.hosts.values()].map(booted));
      reportFigure('namespaces', 'swarm', 'first boots of four hosts, in s', (performance.now() - begun) / 1000);
      expect(await nodesSeen(cluster, 'host1')).toEqual(ALL);
      for (const name of NAMES) expect((await run(cluster, name, 'cat /run/meshinit/status')).trim()).toBe('ready');
      expect(
        await run(
          cluster,
          'host2',
          "docker network inspect -f '{{.Attachable}} {{range .IPAM.Config}}{{.Subnet}}{{end}}' web inner",
        ),
      ).toBe('true 10.201.0.0/24\nfalse 10.202.0.0/24\n');
    });

    it('has containers of all hosts in one network', async () => {
      for (const name of NAMES) {
        await run(cluster, name, `docker run -d --name on-${name} --network web ${image} sleep 1000`);
      }
      for (const from of NAMES) {
        for (const to of NAMES) {
          await run(cluster, from, `docker exec on-${from} ping -c 1 -W 3 on-${to}`);
        }
      }
    });

    it('leaves no token behind, and hands none to strangers', async () => {
      const tokens = (
        await run(cluster, 'host1', 'docker swarm join-token -q worker; docker swarm join-token -q manager')
      ).trim();
      for (const token of tokens.split('\n')) {
        expect(token).toMatch(/^SWMTKN-1-/);
        for (const name of NAMES) expect(await run(cluster, name, LEAKS, token)).toBe('');
      }
      const ask = `printf '%s\\n' "$1" | timeout 60 socat -t 30 - OPENSSL:10.0.0.11:2378,commonname=host1,cafile=/etc/meshinit/pki/ca.pem,verify=1$2 2>/dev/null || :`;
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

    it('is well by its own check, on managers and on workers', async () => {
      for (const name of NAMES) {
        const said = await run(cluster, name, 'meshinit-check || :');
        expect(said).not.toMatch(/^FAIL/m);
        expect(said).toContain('the managers have this host as planned');
      }
      expect(await run(cluster, 'host1', 'meshinit-check')).toContain('host4 is a node that is ready');
    });

    it('takes back a manager that was cut from power and made anew, and forgets its dead twin', async () => {
      await cluster.kill('host2');
      const host = await cluster.start('host2');
      await putDocker(host);
      const begun = performance.now();
      await booted(host);
      reportFigure(
        'namespaces',
        'swarm',
        'first boot of a manager made anew, in s',
        (performance.now() - begun) / 1000,
      );
      await until(20, () => nodesSeen(cluster, 'host1'), ALL);
      expect(
        await run(
          cluster,
          'host2',
          "docker info -f '{{.Swarm.Managers}} {{.Swarm.Nodes}} {{.Swarm.ControlAvailable}}'",
        ),
      ).toBe('3 4 true\n');
      await run(cluster, 'host2', `docker run --rm --network web ${image} ping -c 1 -W 3 on-host4`);
    });

    it('is the same after its work was done once more', async () => {
      const before = await run(cluster, 'host4', "docker info -f '{{.Swarm.NodeID}}'");
      await booted(cluster.host('host4'));
      expect(await run(cluster, 'host4', "docker info -f '{{.Swarm.NodeID}}'")).toBe(before);
      expect(await nodesSeen(cluster, 'host1')).toEqual(ALL);
    });
  },
  { boots: false, compiled: { seed: new Uint8Array(32).fill(7) } },
);
