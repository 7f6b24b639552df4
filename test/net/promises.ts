import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { Cluster } from './cluster.ts';
import { bridgeAddress, dockerOptions } from './containers.ts';
import { networkState } from './dataplane.ts';
import { type Place, pingWhole, placeName, reaches } from './ping.ts';

/** Packets per second on the whole underlay at rest, each counted twice: a storm has tens of thousands. */
const REST = 500;
/** A spanning tree is whole by then, in seconds. */
const CONVERGED = 60;

/** A line for each thing that joins Docker's bridge to the mesh: what takes it apart. */
const JOINS = `
  for port in /sys/class/net/docker0/brif/*; do
    case $port in */veth_c*) ;; *) echo "ip link set \${port##*/} nomaster"; echo "ip link set \${port##*/} down" ;; esac
  done
  [ ! -e /sys/class/net/veth_sw0 ] || ! ovs-vsctl br-exists sw0 2>/dev/null || echo 'ovs-vsctl del-port sw0 veth_sw0'`;

interface Allowance {
  /** Lines of meshinit-check that say FAIL here, since what they look at is not run. */
  readonly fails?: readonly string[];
}

/** What holds for every cluster, of whatever kind, on its running hosts. */
export function keepsItsPromises(cluster: Cluster, { fails = [] }: Allowance = {}): void {
  const { mesh } = cluster;
  const each = <Result>(work: (host: ReturnType<Cluster['host']>) => Promise<Result>): Promise<Result[]> =>
    Promise.all([...cluster.hosts.values()].map(work));

  it('reports that every host is ready', async () => {
    await each(async ({ machine }) =>
      expect(readFileSync(machine.path('/run/meshinit/status'), 'utf8')).toBe('ready\n'),
    );
  });

  it('leads every tunnel where the plan says', async () => {
    await each(async ({ plan, machine, dataplane }) => {
      expect(await dataplane.remotes(machine, plan)).toEqual(plan.links.map(({ remote }) => remote.address.text));
    });
  });

  it(`carries ${mesh.mtu.value} bytes unfragmented between all hosts and containers, and no byte more`, async () => {
    await Promise.all(
      cluster.pairs().flatMap(([from, to]) => [
        reaches(from, bridgeAddress(mesh, to.name), CONVERGED),
        // A spanning tree has the port to Docker's bridge wait too.
        reaches(cluster.container(from.name), cluster.container(to.name).address, CONVERGED),
      ]),
    );
    expect(await sweep(cluster, mesh.mtu.value, 'passes')).toEqual([]);
    expect(await sweep(cluster, mesh.mtu.value + 1, 'is refused')).toEqual([]);
  });

  it('gives Docker the same MTU', async () => {
    expect(await each(async (host) => (await dockerOptions(host)).mtu)).toEqual(mesh.members.map(() => mesh.mtu.value));
  });

  it('is quiet at rest', async () => {
    expect(await packetsPerSecond(cluster)).toBeLessThan(REST);
  });

  it('finds nothing wrong with itself', async () => {
    const reports = await each(({ machine }) => machine.try('meshinit-check'));
    for (const { output, status } of reports) {
      const told = output.split('\n').filter((line) => line !== '' && !line.startsWith('ok '));
      const hint = fails.length === 0 ? [] : ['See docs/troubleshooting.md'];
      expect(told).toEqual([...fails.map((line) => `FAIL  ${line}`), ...hint]);
      expect(status).toBe(fails.length === 0 ? 0 : 1);
    }
  });

  it('sees that its containers are cut off from the mesh, and joins them again', async () => {
    await each(async ({ machine }) => {
      for (const cut of (await machine.run(JOINS)).trim().split('\n')) {
        // networkd would join them again by itself.
        const signal = (name: string): Promise<string> =>
          machine.run(`[ ! -e /run/networkd.pid ] || kill -${name} "$(cat /run/networkd.pid)"`);
        await signal('STOP');
        await machine.run(cut);
        expect(await machine.try('meshinit-mesh --ready')).toMatchObject({ status: 1 });
        expect((await machine.try('meshinit-check')).output).toMatch(/^FAIL {2}.* has the port /m);
        await signal('CONT');
        await machine.run('meshinit-mesh');
        expect(await machine.run('meshinit-mesh --ready; cat /run/meshinit/status')).toBe('meshinit: ready\nready\n');
      }
    });
    await Promise.all(
      cluster.pairs().map(async ([from, to]) => {
        expect(await reaches(cluster.container(from.name), cluster.container(to.name).address, CONVERGED)).toBe(true);
      }),
    );
  });

  it('is changed by no second run of its scripts', async () => {
    const before = await each(({ machine, dataplane }) => networkState(machine, dataplane));
    await each(({ machine }) => machine.run('meshinit-mesh'));
    expect(await each(({ machine, dataplane }) => networkState(machine, dataplane))).toEqual(before);
    await each(async (host) => expect(await host.boot()).toMatchObject({ status: 0 }));
    expect(await each(({ machine, dataplane }) => networkState(machine, dataplane))).toEqual(before);
  });
}

/** Every two hosts and every two of their containers, each way: those pairs that are not as expected, in words. */
async function sweep(cluster: Cluster, bytes: number, expected: 'passes' | 'is refused'): Promise<string[]> {
  const pairs = cluster.pairs().flatMap(([from, to]): [Place, string][] => [
    [from, bridgeAddress(cluster.mesh, to.name)],
    [cluster.container(from.name), cluster.container(to.name).address],
  ]);
  const outcomes = await Promise.all(
    pairs.map(async ([from, address]) => {
      const { status, output } = await pingWhole(from, address, bytes);
      const came = status === 0 ? 'passes' : 'is refused';
      return came === expected ? [] : [`${bytes} bytes from ${placeName(from)} to ${address}: ${came}: ${output}`];
    }),
  );
  return outcomes.flat();
}

async function packetsPerSecond({ underlay }: Cluster): Promise<number> {
  const seconds = 2;
  const before = await underlay.packets();
  await sleep(seconds * 1000);
  return ((await underlay.packets()) - before) / seconds;
}

/**
 * The computed MTU is the largest: raised by one on every device, a packet of that size is lost on the underlay. The
 * kernel's own tunnel knows and says so, with the largest that it would carry.
 */
export function isExact(cluster: Cluster): void {
  const { mesh } = cluster;
  it(`would lose packets of ${mesh.mtu.value + 1} bytes on its underlay`, async () => {
    const hosts = [...cluster.hosts.values()];
    const set = (from: number, to: number): Promise<string[]> =>
      Promise.all(
        hosts.map(({ machine, dataplane }) => machine.run(setMtu(dataplane.setMtu), String(from), String(to))),
      );
    await set(mesh.mtu.value, mesh.mtu.value + 1);
    try {
      const [from, to] = cluster.pairs()[0] ?? [];
      if (!from || !to) throw new Error('there is one host only');
      const address = bridgeAddress(mesh, to.name);
      expect((await pingWhole(from, address, mesh.mtu.value)).status).toBe(0);
      const { status, output } = await pingWhole(from, address, mesh.mtu.value + 1);
      if (from.dataplane.tellsMtu) expect(output).toContain(`Frag needed and DF set (mtu = ${mesh.mtu.value})`);
      else expect(output).not.toContain('too long');
      expect(status).toBe(1);
    } finally {
      await set(mesh.mtu.value + 1, mesh.mtu.value);
    }
  });
}

/** Every device with one MTU gets another. */
const setMtu = (ofSwitch: string): string => `set -e
  . /etc/meshinit/host.conf
  ${ofSwitch}
  for device in $(ls /sys/class/net); do
    [ "$(cat "/sys/class/net/$device/mtu")" != "$1" ] || ip link set "$device" mtu "$2"
  done`;
