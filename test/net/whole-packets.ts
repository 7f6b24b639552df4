import { expect, it } from 'vitest';
import type { Cluster } from './cluster.ts';
import { bridgeAddress } from './containers.ts';
import { pingWhole } from './ping.ts';

/** Between all hosts and containers: packets of exactly the mesh's MTU pass, and those of one byte more do not. */
export function carriesWholePackets(cluster: Cluster): void {
  const { mesh } = cluster;

  it(`carries ${mesh.mtu.value} bytes unfragmented between all hosts and containers, and no byte more`, async () => {
    for (const [bytes, status] of [
      [mesh.mtu.value, 0],
      [mesh.mtu.value + 1, 1],
    ] as const) {
      const pings = cluster
        .pairs()
        .flatMap(([from, to]) => [
          pingWhole(from, bridgeAddress(mesh, to.name), bytes),
          pingWhole(from, cluster.container(to.name).address, bytes),
          pingWhole(cluster.container(from.name), cluster.container(to.name).address, bytes),
        ]);
      for (const ping of await Promise.all(pings)) expect(ping).toMatchObject({ status });
    }
  });
}
