import { expect, it } from 'vitest';
import type { Cluster } from './cluster.ts';

/** Of the world behind the underlay, in clusters whose underlay is IPv6. */
const OUTSIDE = '2001:db8:100::1';

/** A container's IPv6 address, once Docker runs it. */
const ADDRESS = `until docker inspect -f '{{range .NetworkSettings.Networks}}{{.GlobalIPv6Address}}{{end}}' "$1" | grep :; do sleep 1; done`;

/** From a container: one of exactly so many bytes is answered, and one byte more is refused before it leaves. */
const SWEEP = `set -e
  pid=$(docker inspect -f '{{.State.Pid}}' "$1")
  nsenter -t "$pid" -n ping -n -q -M do -c 4 -i 0.3 -W 10 -s $(($3 - 48)) "$2" >/dev/null
  nsenter -t "$pid" -n ping -n -M do -c 1 -W 1 -s $(($3 - 47)) "$2" 2>&1 | grep -q 'essage too long'`;

/** The containers' own Docker networks: the main one's container is named lane, a further one's as the network. */
const containersOf = ({ mesh }: Cluster, further: readonly string[]): readonly string[] =>
  mesh.subnet6 ? ['lane', ...further] : further;

/** What holds after every boot of a cluster with `subnet6`. */
export function hasIpv6(cluster: Cluster, mtu: number, further: readonly string[] = []): void {
  const { lab, hosts } = cluster;
  it(`carries ${mtu} bytes of IPv6 between containers of all hosts, and no byte more`, async () => {
    for (const container of containersOf(cluster, further)) {
      const addresses = new Map<string, string>();
      for (const host of hosts) addresses.set(host, (await lab.on(host, ADDRESS, container)).trim());
      expect(new Set(addresses.values()).size).toBe(hosts.length);
      for (const from of hosts) {
        for (const to of hosts) {
          if (from !== to) await lab.on(from, SWEEP, container, addresses.get(to) ?? '', String(mtu));
        }
      }
    }
  });
}

/** Where the hosts themselves have IPv6. */
export function reachesTheWorld(cluster: Cluster): void {
  it('reaches the world by IPv6, and shows it the host’s address for a container’s', async () => {
    const script = 'timeout 60 docker exec lane wget -q -O - "http://[$1]/cgi-bin/address"';
    for (const { name, node } of cluster.mesh.members) {
      expect((await cluster.lab.on(name, script, OUTSIDE)).trim()).toBe(node.address.text);
    }
  });
}
