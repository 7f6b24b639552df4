import type { Container } from './containers.ts';

/** What Docker 28 adds for each container (moby daemon/libnetwork/drivers/bridge, DIRECT ACCESS FILTERING). */
export const filterAsDocker28 = ({ host, address }: Container): Promise<string> =>
  host.machine.run(
    `set -e
      iptables -w -t raw -A PREROUTING -d "$1" ! -i docker0 -j DROP
      iptables -w -A FORWARD ! -i docker0 -o docker0 -j DROP`,
    address,
  );
