import { beforeAll, expect, it } from 'vitest';
import { reportFigure } from '../support/figures.ts';
import { type Cluster, describeCluster } from './cluster.ts';
import { TWO_SITES } from './manifest.ts';
import { newerDocker } from './newer-docker.ts';
import { image, putDocker } from './real-docker.ts';
import { FOREIGN, sniff } from './sniff.ts';

const SEED = new Uint8Array(32).fill(7);

const run = (cluster: Cluster, at: string, script: string, ...given: string[]): Promise<string> =>
  cluster.host(at).machine.run(script, ...given);

/** From a container (`$1`) to an address (`$2`): a packet as large as its device takes arrives whole. How large that is. */
const WHOLE = `set -e
  pid=$(docker inspect -f '{{.State.Pid}}' "$1")
  device=$(nsenter -t "$pid" -n ip -o route get "$2" | sed 's/.* dev \\([^ ]*\\).*/\\1/')
  mtu=$(nsenter -t "$pid" -n ip -o link show dev "$device" | sed 's/.* mtu \\([0-9]*\\).*/\\1/')
  for try in 1 2 3 4 5 6 7 8 9 10; do
    ! nsenter -t "$pid" -n ping -n -M do -c 1 -W 1 -s $((mtu - 28)) "$2" >/dev/null 2>&1 || { echo "$mtu"; exit; }
  done
  echo "$2 does not answer to $mtu bytes by $device"
  exit 1`;

/** The first boots; then on every host a container in the mesh (`bridge`) and one in the overlay, which all reach each other. */
function carriesBoth(
  cluster: Cluster,
  mtus: Readonly<Record<string, number>>,
  root: () => Promise<string | undefined>,
) {
  it('comes up with the mesh and with the swarm', async () => {
    const hosts = [...cluster.hosts.values()];
    const entered = await root();
    await Promise.all(hosts.map((host) => putDocker(host, entered)));
    const begun = performance.now();
    const outcomes = await Promise.all(hosts.map((host) => host.boot()));
    for (const { status, output } of outcomes) {
      expect(`${status}: ${status === 0 ? '' : output.slice(-1500)}`).toBe('0: ');
    }
    reportFigure('namespaces', 'swarm', `first boots beside a mesh, in s`, (performance.now() - begun) / 1000);
  });

  it('carries whole packets in the mesh and in the overlay, between all hosts', async () => {
    const names = [...cluster.hosts.keys()];
    const networks = Object.keys(mtus);
    const addresses = new Map<string, string>();
    await Promise.all(
      names.map(async (name) => {
        for (const network of networks) {
          const container = `${network}-${name}`;
          await run(cluster, name, `docker run -d --name "$1" --network "$2" ${image} sleep 1000`, container, network);
          const format = `{{(index .NetworkSettings.Networks "${network}").IPAddress}}`;
          addresses.set(container, (await run(cluster, name, `docker inspect -f '${format}' "$1"`, container)).trim());
        }
      }),
    );
    for (const from of names) {
      const seen: Record<string, number> = {};
      for (const network of networks) {
        for (const to of names.filter((name) => name !== from)) {
          const address = addresses.get(`${network}-${to}`) ?? '';
          seen[network] = Number(await run(cluster, from, WHOLE, `${network}-${from}`, address));
        }
      }
      expect(seen).toEqual(mtus);
    }
  });

  it('is well by its own check', async () => {
    const names = [...cluster.hosts.keys()];
    const said = await Promise.all(names.map((name) => run(cluster, name, 'meshinit-check || :')));
    for (const one of said) expect(one).not.toMatch(/^FAIL/m);
  });
}

/** Open vSwitch's VXLAN and Docker's, both on the same IPv6 addresses. */
const OVER_IPV6 = `meshinit: 1
name: lane
defaults: { os: debian-13 }
overlay:
  engine: swarm
  managers: [host1]
  networks: { web: { subnet: 10.201.0.0/24 } }
hosts:
  host1: { address: 'fd00:10::11' }
  host2: { address: 'fd00:10::12' }
`;

describeCluster(
  'a swarm over IPv6, beside a mesh of Open vSwitch’s VXLAN',
  OVER_IPV6,
  (cluster) => {
    carriesBoth(cluster, { bridge: 1430, web: 1430 }, async () => {
      const docker = await newerDocker();
      // The machine's own is from before 25.
      if (!docker) throw new Error("Debian's archive does not answer");
      return docker.root;
    });

    it('has a socket of Docker’s beside that of Open vSwitch', async () => {
      expect(await run(cluster, 'host1', 'ss -Hlnu sport = :4790')).toContain('[::]:4790');
      expect(await run(cluster, 'host1', 'ovs-vsctl list-ports br0')).toContain('vxlan1');
    });
  },
  { boots: false, compiled: { seed: SEED } },
);

const OVER_WIREGUARD = `meshinit: 1
name: lane
defaults: { os: debian-12 }
encryption: wireguard
network: { dataplane: linux }
overlay:
  engine: swarm
  managers: [host1]
  networks: { web: { subnet: 10.201.0.0/24 } }
${TWO_SITES}`;

describeCluster(
  'a swarm of two sites over WireGuard, beside a mesh of the kernel’s VXLAN',
  OVER_WIREGUARD,
  (cluster) => {
    let foreign: () => Promise<string[]>;
    beforeAll(async () => {
      for (const name of ['host1', 'host2']) {
        await run(cluster, name, 'ip addr add "$1" dev eth0', `192.168.7.1${name.at(-1)}/24`);
      }
      foreign = await sniff(cluster.underlay.namespace, FOREIGN);
    });

    carriesBoth(cluster, { bridge: 1390, web: 1390 }, async () => undefined);

    it('has sent nothing but WireGuard since before its first boot: no token, no gossip, no VXLAN in clear text', async () => {
      expect(await foreign()).toEqual([]);
    });
  },
  { boots: false, compiled: { seed: SEED } },
);
