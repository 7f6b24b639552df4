import { expect, it } from 'vitest';
import { type Cluster, describeCluster } from './cluster.ts';
import { Namespace } from './namespace.ts';
import { image, putDocker } from './real-docker.ts';
import { booted, run, until } from './swarm.ts';

const MANIFEST = `meshinit: 1
name: lane
defaults: { os: debian-12 }
network: none
firewall: firewalld
overlay: { engine: swarm, managers: [host1], networks: { web: { subnet: 10.201.0.0/24 } } }
hosts:
  host1: { address: 10.0.0.11 }
  host2: { address: 10.0.0.12 }
`;
const STRANGER = '10.0.0.66';

/** All of Swarm's at a manager, and a port that is nobody's, by which it shows that packets are sent and seen. */
const TCP = [2377, 2378, 7946, 9999];
const UDP = [4790, 7946, 9999];

/** Behind firewalld's own chains, which come at 10: what of an address gets so far. */
const SEE = `nft -f - <<END
table ip seen {
  set through { type ipv4_addr . inet_proto . inet_service; flags dynamic; }
  chain input {
    type filter hook input priority 1000;
    ip saddr { 10.0.0.12, ${STRANGER} } meta l4proto { tcp, udp } update @through { ip saddr . meta l4proto . th dport }
  }
}
END`;
const SEND = `for port in ${TCP.join(' ')}; do echo | socat -u - "TCP:10.0.0.11:$port,connect-timeout=1" 2>/dev/null || :; done
  for port in ${UDP.join(' ')}; do echo | socat -u - "UDP:10.0.0.11:$port" 2>/dev/null || :; done`;

const portsSeen = async (cluster: Cluster, from: string): Promise<string[]> => {
  const listed = await run(cluster, 'host1', 'nft list set ip seen through');
  return [...listed.matchAll(/([\d.]+) \. (tcp|udp) \. (\d+)/g)]
    .filter(([, source]) => source === from)
    .map(([, , protocol, port]) => `${protocol} ${port}`)
    .toSorted();
};

describeCluster(
  'a swarm beside firewalld',
  MANIFEST,
  (cluster) => {
    const carries = async (): Promise<void> => {
      const reaches = async (): Promise<number> =>
        (await cluster.host('host2').machine.try('docker exec on-host2 ping -c 1 -W 2 on-host1')).status;
      await until(30, reaches, 0);
      for (const name of ['host1', 'host2']) {
        const wrong = async (): Promise<string> => run(cluster, name, "meshinit-check | grep '^FAIL' || :");
        await until(30, wrong, '');
      }
    };

    it('comes up, and has containers of both hosts in one network', async () => {
      await Promise.all([...cluster.hosts.values()].map((host) => putDocker(host)));
      await Promise.all([...cluster.hosts.values()].map(booted));
      for (const name of ['host1', 'host2']) {
        expect(await run(cluster, name, 'firewall-cmd --state')).toBe('running\n');
        await run(cluster, name, `docker run -d --name "on-$(hostname)" --network web ${image} sleep 100000`);
      }
      await carries();
    });

    it('lets hosts of the cluster in and nobody else, whatever the default zone accepts', async () => {
      await run(cluster, 'host1', 'firewall-cmd --set-default-zone=trusted');
      const stranger = await Namespace.open('stranger', 'files');
      cluster.machines.push(stranger);
      await cluster.underlay.plug(stranger, 1500);
      await stranger.run('ip addr add "$1/24" dev eth0', STRANGER);
      await run(cluster, 'host1', SEE);
      await Promise.all([stranger.run(SEND), run(cluster, 'host2', SEND)]);
      expect(await portsSeen(cluster, STRANGER)).toEqual(['tcp 9999', 'udp 9999']);
      expect(await portsSeen(cluster, '10.0.0.12')).toEqual(
        expect.arrayContaining([...TCP.map((port) => `tcp ${port}`), ...UDP.map((port) => `udp ${port}`)]),
      );
      await run(cluster, 'host1', 'nft delete table ip seen; firewall-cmd --set-default-zone=public');
    });

    it.each(['firewall-cmd --reload', 'firewall-cmd --complete-reload'])('is as it was after %s', async (command) => {
      await Promise.all(['host1', 'host2'].map((name) => run(cluster, name, command)));
      await carries();
    });
  },
  { boots: false, compiled: { seed: new Uint8Array(32).fill(7) } },
);
