import type { Container } from './containers.ts';

/**
 * What Docker 29 has in nftables for a container with a published port 80, with the options of the host's document (moby
 * daemon/libnetwork/drivers/bridge/internal/nftabler): its stand-in writes none of it.
 */
export const filterAsDocker29 = ({ host, address }: Container): Promise<string> =>
  host.machine.run(
    `set -e
      has() { grep -q "$1" /etc/docker/daemon.json; }
      mark=$(sed -n 's|.*"bridge-accept-fwmark": "\\(.*\\)/.*|\\1|p' /etc/docker/daemon.json)
      nft -f - <<END
table ip docker-bridges
delete table ip docker-bridges
table ip docker-bridges {
  chain raw-PREROUTING {
    type filter hook prerouting priority raw
    $(has '"allow-direct-routing": true' || echo "ip daddr $1 iifname != docker0 drop")
  }
  chain filter-FORWARD {
    type filter hook forward priority filter
    oifname docker0 jump filter-forward-in__docker0
  }
  chain filter-forward-in__docker0 {
    ct state established,related accept
    \${mark:+meta mark & $mark == $mark accept}
    iifname docker0 accept
    ip daddr $1 tcp dport 80 accept
    drop
  }
}
END`,
    address,
  );
