import { expect, it } from 'vitest';
import { type Outcome, said } from '../support/execute.ts';
import { bootReport } from './boot-report.ts';
import type { Cluster } from './cluster.ts';
import { PUBLISHED } from './containers.ts';
import { onEach } from './on-each.ts';
import { until } from './until.ts';

/** What holds for every cluster on booted hosts, each with its container. */
export function keepsItsPromises(cluster: Cluster, mtu: number): void {
  it(`carries ${mtu} bytes unfragmented between all hosts and containers, and no byte more`, () =>
    carries(cluster, mtu));

  it("reaches the world, and shows it the host's address for a container's", async () => {
    await onEach(cluster.hosts, async (host) => {
      expect(await asks(cluster, host, '198.51.100.1')).toBe(cluster.outer(host));
    });
  });

  it("shows other hosts' containers the container's own address", async () => {
    await fromEach(cluster, async (from, to) => {
      expect(await asks(cluster, from, cluster.container(to))).toBe(cluster.container(from));
    });
  });

  it('answers on published ports, to the world and to containers of other hosts', async () => {
    for (const host of cluster.hosts) {
      const url = `http://${cluster.outer(host)}:${PUBLISHED}/hello`;
      const world = await cluster.lab.try(
        'exec',
        'curl',
        '-sS',
        '--max-time',
        '60',
        '-o',
        '/dev/null',
        '-w',
        '%{http_code}',
        url,
      );
      expect(said(world)).toBe('404');
    }
    await fromEach(cluster, async (from, to) => {
      if (cluster.isHidden(to)) return;
      expect(await asks(cluster, from, `${cluster.outer(to)}:${PUBLISHED}`)).not.toBe('');
    });
  });

  it('finds nothing wrong with itself', async () => {
    await onEach(cluster.hosts, async (host) => {
      const look = (): Promise<Outcome> => cluster.lab.tryOn(host, 'meshinit-check');
      let outcome = await look();
      // Machines that share two cores wait for one for longer than the 0.9 s that BFD gives a session. It is back soon.
      if (cluster.hasSessions) {
        await until(`${host} finds nothing wrong`, async () => {
          outcome = await look();
          return outcome.status === 0;
        });
      }
      const { status, stdout } = outcome;
      expect(stdout.split('\n').filter((line) => line !== '' && !line.startsWith('ok '))).toEqual([]);
      expect(status).toBe(0);
    });
  });
}

/** What holds after every boot, first or later. */
export function bootsWell(cluster: Cluster, hosts: readonly string[] = cluster.hosts): void {
  it(`boots ${hosts.join(', ')} to the end without a failed unit or an ordering cycle`, async () => {
    await onEach(hosts, async (host) => {
      const { status, report } = await cluster.settled(host);
      expect(report).toContain('status: done');
      expect(report).toContain('/run/meshinit/status:\nready\n');
      expect(status).toBe(0);
      const { failed, cycles, state } = await bootReport(cluster.lab, host, cluster.mesh.names.bridge);
      expect(failed).toEqual([]);
      expect(cycles).toEqual([]);
      expect(state).toBe('running');
    });
  });

  it(`starts Docker on ${hosts.join(', ')} after the mesh stands, on the planned address and no other`, async () => {
    await onEach(hosts, async (host) => {
      const { meshStood, dockerStarted, isOrdered, restarts, addresses } = await bootReport(
        cluster.lab,
        host,
        cluster.mesh.names.bridge,
      );
      expect(dockerStarted, `${host}: Docker's start, in microseconds of uptime`).toBeGreaterThanOrEqual(meshStood);
      expect(isOrdered, `${host}: docker.service is after meshinit-mesh.service`).toBe(true);
      expect(restarts).toBe(0);
      expect(addresses).toHaveLength(1);
    });
  });
}

/** Every two hosts, each way: hosts side by side, and on each the others one after another. */
export const fromEach = ({ hosts }: Cluster, look: (from: string, to: string) => Promise<void>): Promise<void> =>
  onEach(hosts, async (from) => {
    for (const to of hosts) if (to !== from) await look(from, to);
  });

/** Address from which a container's question at http://PLACE/cgi-bin/address arrives there. */
export async function asks({ lab }: Cluster, host: string, place: string): Promise<string> {
  const script = 'timeout 60 docker exec lane wget -q -O - "http://$1/cgi-bin/address"';
  return (await lab.on(host, script, place)).trim();
}

/** Sends packets with DF set from the host itself and from its container; a line for each that is not as expected. */
const SWEEP = `mtu=$1
  shift
  container=$(docker inspect -f '{{.State.Pid}}' lane)
  for from in 1 "$container"; do
    for address; do
      # Of several, so that a packet that a busy machine loses does not count.
      nsenter -t "$from" -n ping -n -q -M do -c 4 -i 0.3 -W 10 -s $((mtu - 28)) "$address" >/dev/null 2>&1 ||
        echo "$mtu bytes to $address from process $from: no answer"
      said=$(nsenter -t "$from" -n ping -n -M do -c 1 -W 1 -s $((mtu + 1 - 28)) "$address" 2>&1)
      case $said in
        *'essage too long'*) ;;
        *) echo "$((mtu + 1)) bytes to $address from process $from: not refused: $said" ;;
      esac
    done
  done`;

async function carries(cluster: Cluster, mtu: number): Promise<void> {
  const sweep = async (host: string): Promise<string> => {
    const others = cluster.hosts.filter((other) => other !== host);
    const targets = others.flatMap((other) => [cluster.bridge(other), cluster.container(other)]);
    return cluster.lab.on(host, SWEEP, String(mtu), ...targets);
  };
  expect(await Promise.all(cluster.hosts.map(sweep))).toEqual(cluster.hosts.map(() => ''));
}
