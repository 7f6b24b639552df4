import { it } from 'vitest';
import { ipv4Text } from '../../src/addresses/address.ts';
import type { Cluster } from './cluster.ts';

const FURTHER = 'blue';

/** A container of its own in the further network, which Docker starts again at each boot. */
const START = `docker run -d --name "$1" --network "$1" --restart always busybox:lab sleep 86400 >/dev/null`;

/** Its address, once Docker runs it. */
const ADDRESS = `until docker inspect -f '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}' "$1" | grep '[0-9]'; do sleep 1; done`;

/** From a container: pings of exactly so many bytes, none of which may be fragmented. */
const PING = `pid=$(docker inspect -f '{{.State.Pid}}' "$1")
  nsenter -t "$pid" -n ping -n -q -M do -c 3 -i 0.3 -W 10 -s $(($3 - 28)) "$2" >/dev/null`;
/** None may answer, be it from a container with an address of the other network. */
const CROSS = `set -e
  pid=$(docker inspect -f '{{.State.Pid}}' "$1")
  nsenter -t "$pid" -n true
  ! nsenter -t "$pid" -n ping -n -q -c 2 -W 1 "$2" >/dev/null`;

/** A container at an address that was chosen beforehand, with an alias. */
const FIXED = `docker run -d --rm --name fixed --network "$1" --ip "$2" --network-alias db busybox:lab sleep 600 >/dev/null`;
const BY_ALIAS = 'docker exec lane ping -c 1 -W 10 db >/dev/null';

/** The same by Compose, whose file names the network as an external one: version 1 on Debian 12, 2 on 13. */
const COMPOSE = `set -e
  apt-get -qq -o DPkg::Lock::Timeout=300 install docker-compose >/dev/null 2>&1
  mkdir -p /root/app
  cd /root/app
  cat >docker-compose.yml <<END
version: '3'
services:
  composed:
    image: busybox:lab
    command: sleep 600
    networks:
      $1: { ipv4_address: $2 }
networks:
  $1: { external: true }
END
  docker-compose up -d 2>&1`;

/** The named main network and the further one, for whoever runs containers there. */
export function hasNetworks(cluster: Cluster, mtu: number): void {
  const { lab, mesh } = cluster;
  const [one = '', other = ''] = cluster.hosts;
  /** One of the last addresses of a host's slice, which Docker would give out last. */
  const last = (host: string, back: number): string => {
    const { slice } = mesh.members.find(({ name }) => name === host) ?? {};
    if (!slice) throw new Error(`${host} has no slice`);
    return ipv4Text(slice.last - back);
  };

  it(`runs containers in ${FURTHER} on every host`, async () => {
    for (const host of cluster.hosts) await lab.on(host, START, FURTHER);
  });
  keepsNetworks(cluster, mtu);

  it('gives a container the address and the alias that it is started with', async () => {
    await lab.on(one, FIXED, mesh.docker, last(one, 1));
    await lab.on(one, BY_ALIAS);
    await lab.on(other, PING, 'lane', last(one, 1), String(mtu));
    await lab.on(one, 'docker rm -f fixed >/dev/null');
  });

  it('gives one of Compose the address in its file', async () => {
    await lab.on(one, COMPOSE, mesh.docker, last(one, 2));
    await lab.on(other, PING, 'lane', last(one, 2), String(mtu));
    await lab.on(one, 'cd /root/app && docker-compose down 2>&1');
  });
}

/** What holds after every boot. */
export function keepsNetworks(cluster: Cluster, mtu: number): void {
  const { lab } = cluster;
  it(`carries ${mtu} bytes between the containers of ${FURTHER}, and nothing between it and the main network`, async () => {
    const addresses = new Map<string, string>();
    for (const host of cluster.hosts) addresses.set(host, (await lab.on(host, ADDRESS, FURTHER)).trim());
    for (const from of cluster.hosts) {
      for (const to of cluster.hosts) {
        const address = addresses.get(to) ?? '';
        if (from !== to) await lab.on(from, PING, FURTHER, address, String(mtu));
        await lab.on(from, CROSS, 'lane', address);
        await lab.on(from, CROSS, FURTHER, cluster.container(to));
      }
    }
  });
}
