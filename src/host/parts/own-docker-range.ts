import { ipv4Text } from '../../addresses/address.ts';
import { blockAt, type Cidr, holds, overlaps } from '../../addresses/cidr.ts';
import { isNamed } from '../../addresses/host-address.ts';
import { givenPools } from '../../check/docker-pools.ts';
import type { Cluster } from '../../mesh/mesh.ts';
import type { HostPlan } from '../host-plan.ts';

/** The blocks that Docker itself takes networks from: 172.17.0.0/16 to 172.31.0.0/16 (moby, daemon/libnetwork/ipamutils). */
const POOLS: readonly Cidr[] = Array.from({ length: 15 }, (_, index) => blockAt(0xac110000 + index * 0x10000, 16));
/** Where all of those are taken: 192.168.0.0/16 in blocks of /20, as Docker has them. */
const SMALL_POOLS: readonly Cidr[] = Array.from({ length: 16 }, (_, index) => blockAt(0xc0a80000 + index * 0x1000, 20));

// A thousand hosts have the same one.
const known = new WeakMap<Cluster, Readonly<Record<string, string>>>();

/**
 * The option for docker0 where the mesh is another Docker network: the first of Docker's blocks that overlaps neither a
 * network of the cluster nor an underlay address nor a pool of the manifest's. None where no block is free: then Docker
 * looks for one itself.
 */
export function ownDockerRange({ manifest, cluster }: Pick<HostPlan, 'manifest' | 'cluster'>) {
  const range = known.get(cluster) ?? findRange(cluster, givenPools(manifest));
  known.set(cluster, range);
  return range;
}

function findRange({ nodes, networks }: Cluster, pools: readonly Cidr[]): Readonly<Record<string, string>> {
  const underlays = nodes
    .flatMap(({ inside, outside }) => [inside.address, outside.address])
    .flatMap((address) => (isNamed(address) || address.family === 6 ? [] : [Number(address.value)]));
  const taken = [...networks.map(({ subnet }) => subnet), ...pools];
  const free = [...POOLS, ...SMALL_POOLS].find(
    (block) => !taken.some((range) => overlaps(range, block)) && !underlays.some((address) => holds(block, address)),
  );
  return free ? { bip: `${ipv4Text(free.first + 1)}/${free.prefix}` } : {};
}
