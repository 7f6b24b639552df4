import { expect, it } from 'vitest';
import { reportFigure, subjectOf } from '../support/figures.ts';
import { type Cluster, describeCluster } from './cluster.ts';
import { comesBack, comesUp, isIdempotent, STATE } from './life.ts';
import { manifestOf } from './manifest.ts';
import { onEach } from './on-each.ts';
import { scriptOf, secondsApart } from './patched.ts';
import { asks, fromEach, keepsItsPromises } from './promises.ts';

const MTU = 1450;

/** Debian's unstable suite as the operator of one host adds it, in cloud-init's own words. */
const NEWER_DOCKER = {
  cloud_config: { apt: { sources: { docker: { source: 'deb [trusted=yes] http://mirror.lab/docker ./' } } } },
};

/** Docker of three times: Debian 13's own on host1, a newer one on host2, that of Debian 12 on host3. */
const clusterOf = (hosts: number): string =>
  manifestOf({
    hosts,
    os: 'debian-13',
    network: { layout: 'routed' },
    rest: { firewall: 'nftables' },
    ofHost: { host2: NEWER_DOCKER, host3: { os: 'debian-12' } },
  });

describeCluster(
  'routed',
  clusterOf(3),
  { LAB_RELEASE: 'trixie', LAB_OTHERS: 'host3=bookworm', LAB_NEWER_DOCKER: '1' },
  (cluster) => {
    comesUp(cluster);
    hasDockers(cluster, { host1: '26.', host2: '28.', host3: '20.' });
    keepsItsPromises(cluster, MTU);
    isIdempotent(cluster);
    takesOneHostMore(cluster);
    comesBack(cluster, 'host2', 'host1', MTU);
    letsNobodyIn(cluster);
  },
);

function hasDockers({ lab, hosts }: Cluster, versions: Readonly<Record<string, string>>): void {
  it(`has the Docker of each host’s archive: ${Object.values(versions).join(', ')}`, () =>
    onEach(hosts, async (host) => {
      const version = await lab.on(host, "docker version -f '{{.Server.Version}}'");
      expect(version.slice(0, 3), version).toBe(versions[host]);
    }));
}

/** All that leads to peers, each kind in its order. */
const WAYS = `ip -4 route show dev vxlan-mesh | sort
  ip -4 neigh show dev vxlan-mesh nud permanent | sort
  bridge fdb show dev vxlan-mesh | grep dst | sort`;

/** The same hosts' documents without host3 and with it, by patches alone. */
function takesOneHostMore(cluster: Cluster): void {
  const { lab } = cluster;
  const others = ['host1', 'host2'] as const;
  const [before, after] = [clusterOf(2), cluster.manifest];
  const waysOf = async (host: string): Promise<string[]> => (await lab.on(host, WAYS)).trim().split('\n');

  /** One host after another; how long two containers were apart meanwhile. */
  const become = async (to: string, from: string, what: string): Promise<void> => {
    const apart = await secondsApart(cluster, 'host1', cluster.container('host2'), async () => {
      for (const host of others) {
        const { status, stdout, stderr } = await lab.tryOn(host, scriptOf(host, to, from), '--within', '90');
        if (status !== 0) throw new Error(`${host} ended with ${status}: ${stdout}${stderr}`);
      }
    });
    reportFigure('booted', `${cluster.name}: ${subjectOf(cluster.mesh)}: patched`, what, apart);
    expect(apart).toBeLessThan(1);
  };

  it('loses a host by patches, and takes it in: one route, one neighbour and one entry more, and nothing else', async () => {
    const state = new Map<string, string>();
    const all = new Map<string, string[]>();
    await onEach(others, async (host) => {
      state.set(host, await lab.on(host, STATE));
      all.set(host, await waysOf(host));
    });
    await become(before, after, 'a host removed');
    for (const host of others) {
      const left = await waysOf(host);
      const gone = all.get(host)?.filter((line) => !left.includes(line));
      expect(gone).toEqual([
        expect.stringMatching(/^172\.17\.3\.0\/24 via 172\.17\.0\.3 /),
        expect.stringMatching(/^172\.17\.0\.3 lladdr /),
        expect.stringContaining('dst 10.0.0.13 '),
      ]);
    }
    await become(after, before, 'a host added');
    await onEach(others, async (host) => {
      expect(await waysOf(host)).toEqual(all.get(host));
      expect(await lab.on(host, STATE)).toBe(state.get(host));
    });
    await lab.on('host1', 'docker exec lane ping -c 3 -W 10 "$1" >/dev/null', cluster.container('host3'));
  });
}

/** A port of the container that Docker publishes nowhere. What it publishes Docker before 28 lets anybody have. */
const SILENT = 81;

/** The world is told the way to a container by its host's address on the underlay, as anybody there could be. */
const PROBE = `ip route add "$1" via "$2"
  ping -n -q -c 2 -W 2 "$1" >/dev/null && echo 'is let in'
  timeout 5 curl -s -o /dev/null "http://$1:${SILENT}/" && echo 'gets an answer'
  ip route del "$1"`;

/** Docker drops what comes to a container past its bridge. Only what comes by the tunnel is let past that. */
function letsNobodyIn(cluster: Cluster): void {
  it('lets nobody of the underlay to a container’s own address, where the peers’ containers are answered', async () => {
    await onEach(cluster.hosts, async (host) => {
      await cluster.lab.on(host, `docker exec lane httpd -p ${SILENT} -h /www`);
    });
    await fromEach(cluster, async (from, to) => {
      expect(await asks(cluster, from, `${cluster.container(to)}:${SILENT}`)).toBe(cluster.container(from));
    });
    for (const host of cluster.hosts) {
      const said = await cluster.lab.try('exec', 'sh', '-c', PROBE, 'sh', cluster.container(host), cluster.outer(host));
      expect(said).toMatchObject({ status: 0, stdout: '' });
    }
    const raw = await cluster.lab.on('host2', 'iptables -w -t raw -S PREROUTING');
    const container = cluster.container('host2');
    // Of Docker 28: without our rule before it, no host would reach the container.
    const rules = raw.split('\n');
    const drops = rules.findIndex((rule) => rule.includes(`-d ${container}/32 ! -i docker0 -j DROP`));
    expect(drops, raw).toBeGreaterThan(0);
    expect(rules.slice(0, drops).join('\n')).toContain('-i vxlan-mesh -j ACCEPT');
  });
}
