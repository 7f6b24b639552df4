import { expect, it } from 'vitest';
import { type Cluster, describeCluster } from './cluster.ts';
import { manifestOf } from './manifest.ts';

const NETWORK = 'my-multi-host-network';
const SEED = new Uint8Array(32).fill(9);

const manifest = manifestOf({
  hosts: 3,
  rest: {
    firewall: 'nftables',
    network: 'none',
    overlay: {
      engine: 'store',
      stores: ['host1', 'host2', 'host3'],
      networks: { [NETWORK]: { subnet: '10.202.0.0/24' }, other: {} },
    },
  },
});

/** A name of a container is one of the whole network's. */
const NAME = '"lane-$(hostname)"';
const START = `docker run -d --name ${NAME} --net="$1" --restart always busybox:lab sleep 1000000`;
// A container that is not up yet has no address.
const ADDRESS = `for try in $(seq 120); do docker inspect -f "{{(index .NetworkSettings.Networks \\"$1\\").IPAddress}}" ${NAME} | grep '[0-9]' && exit; sleep 1; done; exit 1`;
/** Sent by a container as a whole packet of the overlay's, with the bit that forbids to cut it. */
const PING = `pid=$(docker inspect -f '{{.State.Pid}}' ${NAME})
  nsenter -t "$pid" -n ping -n -q -M do -c 3 -i 0.3 -W 10 -s "$2" "$1"`;
/** The system's state, and with it units that failed and jobs that were dropped. */
const WRONG = `timeout 300 systemctl is-system-running --wait
  systemctl --failed --no-legend --plain --no-pager
  journalctl -b --no-pager -q -o cat | grep -E 'ordering cycle|deleted to break'; :`;
/** VXLAN in 1500 bytes. */
const WHOLE = 1450 - 28;

describeCluster(
  'store',
  manifest,
  {},
  (cluster) => {
    const { hosts, lab } = cluster;

    comesUp(cluster);

    it('has its overlay networks on every host when the first boot says ready', async () => {
      for (const host of hosts) {
        const said = await lab.on(host, "docker network ls -f driver=overlay --format '{{.Name}}' | sort");
        expect(said).toBe(`${NETWORK}\nother\n`);
      }
      const ids = await Promise.all(hosts.map((host) => lab.on(host, 'docker network inspect -f "{{.Id}}" other')));
      expect(new Set(ids).size).toBe(1);
    });

    it('runs a container on every host', async () => {
      for (const host of hosts) {
        await lab.run('container', host);
        await lab.on(host, START, NETWORK);
      }
    });
    pingsAcross(cluster);

    it('keeps its key out of logs and of /run', async () => {
      for (const host of hosts) {
        const secret = (await lab.on(host, 'sed -n 2p /etc/docker/store/key.pem')).trim();
        expect(secret).toHaveLength(64);
        const found = 'grep -rlsF -- "$1" /run /var/log --exclude-dir=cloud-init; journalctl -q | grep -cF -- "$1"; :';
        expect(await lab.on(host, found, secret), host).toBe('0\n');
      }
    });

    it('goes on while one of three etcds is dead, and has it back', async () => {
      await lab.on('host3', 'systemctl stop meshinit-etcd');
      await lab.on(
        'host1',
        'for try in $(seq 30); do docker network create -d overlay later && exit; sleep 1; done; exit 1',
      );
      const { stdout } = await lab.tryOn('host2', 'meshinit-check');
      expect(stdout).toContain('FAIL  etcd answers on host3\n');
      expect(stdout).toContain('ok    a majority of the stores agrees\n');
      await lab.on('host3', 'systemctl start meshinit-etcd');
      await lab.on('host3', 'until meshinit-check >/dev/null; do sleep 1; done');
      expect(await lab.on('host3', 'docker network rm later')).toBe('later\n');
    });

    it('is booted again, all hosts at once', async () => {
      await Promise.all([lab.run('reboot', 'host1'), lab.run('cut', 'host2'), lab.run('cut', 'host3')]);
    });
    comesUp(cluster);
    pingsAcross(cluster);
  },
  { seed: SEED },
);

function comesUp(cluster: Cluster): void {
  const { hosts, lab } = cluster;
  it('boots every host to the end, and finds nothing wrong', async () => {
    for (const host of hosts) {
      const { status, report } = await cluster.settled(host);
      expect(report).toContain('status: done');
      expect(status).toBe(0);
      expect(await lab.on(host, WRONG)).toBe('running\n');
      await lab.on(host, 'for try in $(seq 60); do ! meshinit-check || exit 0; sleep 1; done; exit 1');
    }
  });
}

function pingsAcross({ hosts, lab }: Cluster): void {
  it('carries whole packets between containers of every two hosts, and no byte more', async () => {
    const addresses = await Promise.all(hosts.map(async (host) => (await lab.on(host, ADDRESS, NETWORK)).trim()));
    for (const host of hosts) {
      for (const address of addresses) {
        await lab.on(host, PING, address, String(WHOLE));
      }
    }
    const { status } = await lab.tryOn('host1', PING, addresses[1] ?? '', String(WHOLE + 1));
    expect(status).not.toBe(0);
  });
}
