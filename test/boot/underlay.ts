import type { Cluster } from './cluster.ts';

/** Where the world shows the hosts of the clouds, each of which is a site: translated one to one. */
export const PUBLIC: Readonly<Record<string, string>> = { host2: '203.0.113.12', host3: '203.0.113.13' };
/** Of the host at home, whose router lets nothing in that it did not ask for. */
export const HOME = '192.168.7.11';
/** And where the world finds that router. */
export const HOME_ROUTER = '203.0.113.1';
/** The provider's metadata service. */
export const METADATA = '169.254.169.254';

const own = (name: string): string => `10.0.0.1${name.slice(-1)}`;
const pairs = (of: (name: string) => string): string => Object.keys(PUBLIC).map(of).join(', ');

/** The gateway becomes what stands between sites: routers that translate. */
const ROUTERS = `set -e
  sysctl -qw net.ipv4.ip_forward=1 net.ipv4.conf.all.send_redirects=0 net.ipv4.conf.underlay.send_redirects=0
  nft -f - <<END
table ip routers {
  chain arrive {
    type nat hook prerouting priority dstnat
    dnat to ip daddr map { ${pairs((name) => `${PUBLIC[name]} : ${own(name)}`)} }
  }
  chain leave {
    type nat hook postrouting priority srcnat
    ip saddr ${HOME} snat to ${HOME_ROUTER}
    snat to ip saddr map { ${pairs((name) => `${own(name)} : ${PUBLIC[name]}`)} }
  }
  chain pass {
    type filter hook forward priority filter
    ip daddr ${HOME} ct state new drop
  }
}
END`;

export const openRouters = ({ lab }: Cluster): Promise<string> => lab.run('exec', 'sh', '-c', ROUTERS);

/** The router at home hands VXLAN on, as its owner would have it. */
const FORWARD = `nft -f - <<END
add rule ip routers arrive ip daddr ${HOME_ROUTER} udp dport 4789 dnat to ${HOME}
insert rule ip routers pass ip daddr ${HOME} udp dport 4789 accept
END`;

export const forwardHome = ({ lab }: Cluster): Promise<string> => lab.run('exec', 'sh', '-c', FORWARD);

/** And no longer does so. */
export const closeHome = async (cluster: Cluster): Promise<void> => {
  await cluster.lab.run('exec', 'nft', 'delete', 'table', 'ip', 'routers');
  await openRouters(cluster);
};

/**
 * What crosses the underlay that is neither WireGuard's, nor the network's own, nor exchanged with the laboratory, nor a
 * published port's; and whatever asks for an address of the mesh.
 */
const FOREIGN = [
  'not arp and not multicast and not broadcast and not icmp6 and not icmp[icmptype] == icmp-unreach',
  'not udp port 51820 and not udp port 51821 and not tcp port 8080',
  ...['198.51.100.1', '10.0.0.1', '192.168.7.1', METADATA].map((address) => `not host ${address}`),
].join(' and ');
const FILTER = `(${FOREIGN}) or arp net 172.17.0.0/16 or arp net 10.98.0.0/16`;

/** tcpdump's file is read while it still writes: what it has seen so far. */
const SNIFF = `ip link set underlay promisc on
  setsid tcpdump -n -U -i underlay -w "$1" "$2" </dev/null >/dev/null 2>"$1.log" &
  until grep -q 'listening on' "$1.log"; do sleep 0.1; done
  echo $!`;

/** A sniffer on the underlay. */
export class Sniffer {
  readonly #cluster: Cluster;
  readonly #file: string;
  readonly #process: string;

  private constructor(cluster: Cluster, file: string, process: string) {
    this.#cluster = cluster;
    this.#file = file;
    this.#process = process;
  }

  static async start(cluster: Cluster, name: string): Promise<Sniffer> {
    const file = `${cluster.directory}/${name}.pcap`;
    const process = await cluster.lab.run('exec', 'sh', '-c', SNIFF, 'sh', file, FILTER);
    return new Sniffer(cluster, file, process.trim());
  }

  /** Ends it: the packets that it saw, a line each, which begins with the seconds since 1970. */
  async stop(): Promise<string[]> {
    const script = 'kill "$2"; while kill -0 "$2" 2>/dev/null; do sleep 0.1; done; tcpdump -n -tt -r "$1" 2>/dev/null';
    const said = await this.#cluster.lab.run('exec', 'sh', '-c', script, 'sh', this.#file, this.#process);
    return said.split('\n').filter((line) => line !== '');
  }
}

/**
 * Frames of a stranger's VXLAN to a host, from an address that is not its own, that ask for the host's mesh address on behalf
 * of STRANGER's.
 */
const FORGE = `set -e
  trap 'ip link delete stranger; nft delete table ip stranger' EXIT
  nft -f - <<END
table ip stranger {
  chain leave {
    type nat hook postrouting priority srcnat - 1
    ip daddr $1 udp dport 4789 snat to $2
  }
}
END
  ip link add stranger type vxlan id 0 dstport 4789 remote "$1" dev underlay
  ip address add "$4/16" dev stranger
  ip link set stranger up
  ping -n -c 3 -i 0.3 -W 1 "$3" || :`;

export const STRANGER = '172.17.200.99';

/** @param source whose address it has stolen */
export async function forgeFrames(cluster: Cluster, victim: string, source: string): Promise<void> {
  const words = [own(victim), source, cluster.bridge(victim), STRANGER];
  await cluster.lab.run('exec', 'sh', '-c', FORGE, 'sh', ...words);
}
