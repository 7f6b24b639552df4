import type { Reporter } from '../diagnostics/reporter.ts';
import type { Manifest } from '../manifest/manifest.ts';
import { keepLock, type LockOptions, readLock } from './keep-lock.ts';
import type { Lock, LockedHost } from './lock.ts';
import type { Cluster, Mesh, Node } from './mesh.ts';
import { nodesOf, numberHosts } from './nodes.ts';
import { type PlannedMesh, planMesh } from './plan-mesh.ts';
import { renameLock } from './rename-lock.ts';

export interface PlanOptions extends LockOptions {
  /** The most links of one network that are planned, which bounds the memory: 2,000,000 unless given. */
  readonly mostLinks?: number | undefined;
}

export interface Plan {
  readonly cluster: Cluster;
  /** What the lock file is to hold. */
  readonly lock: string;
}

/** The numbers of a checked manifest: its nodes, then one network after another. With an error there is no plan. */
export function planNetworks(manifest: Manifest, options: PlanOptions, reporter: Reporter): Plan | undefined {
  const { hosts, networks } = manifest;
  const lock = readLock(manifest, options, reporter);
  if (reporter.failed) return undefined;
  const known = lock ? renameLock(hosts, lock) : { hosts: new Map<string, LockedHost>(), retired: new Map() };
  const everKnown = new Map([...known.retired, ...known.hosts]);
  const numbers = numberHosts(hosts, everKnown);
  const nodes = nodesOf(hosts, numbers);
  const byName = new Map(nodes.map((node) => [node.name, node]));
  const planned = networks.flatMap((network) => {
    // The lock file has the main network's places alone.
    const places = network.isMain ? known : undefined;
    return planMesh(network, { nodes: byName, known: places, mostLinks: options.mostLinks }, reporter) ?? [];
  });
  const [main, ...others] = planned;
  if (!main || planned.length < networks.length) return undefined;
  const meshes: [Mesh, ...Mesh[]] = [main.mesh, ...others.map(({ mesh }) => mesh)];
  const cluster = { name: manifest.name, nodes, networks: meshes };
  const text = keepLock(manifest, keptPlaces(main, byName, everKnown), lock, options, reporter);
  return reporter.failed ? undefined : { cluster, lock: text };
}

/** What the lock file is to hold of the hosts: their places in the main network, those of hosts that left while they rest. */
function keptPlaces(
  { mesh, placement }: PlannedMesh,
  nodes: ReadonlyMap<string, Node>,
  everKnown: ReadonlyMap<string, LockedHost>,
): Pick<Lock, 'hosts' | 'retired'> {
  const taken = new Set([...nodes.values()].map(({ number }) => number));
  const resting = placement.resting.flatMap((name): [string, LockedHost][] => {
    const place = everKnown.get(name);
    return place && !taken.has(place.number) ? [[name, place]] : [];
  });
  return { hosts: new Map(mesh.members.map((member) => [member.name, member])), retired: new Map(resting) };
}
