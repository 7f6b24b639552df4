import type { Reporter } from '../diagnostics/reporter.ts';
import { layoutOf } from '../layouts/layouts.ts';
import type { Manifest } from '../manifest/manifest.ts';
import type { Network } from '../manifest/network.ts';
import { keepAuthority } from './authority.ts';
import { chooseKeys } from './choose-keys.ts';
import { chooseSubnets6, keptSubnet6 } from './choose-subnets6.ts';
import { planContainers } from './containers.ts';
import { controlOf } from './control.ts';
import { encryptNodes } from './encrypt-nodes.ts';
import { keepLock, type LockOptions, lockedNetwork, readLock } from './keep-lock.ts';
import type { Lock, LockedFurther, LockedHost, Place } from './lock.ts';
import type { Cluster, Mesh, Node } from './mesh.ts';
import { nodesOf, numberHosts } from './nodes.ts';
import { checkQuorum, planOverlay } from './overlay.ts';
import { type PlannedMesh, planMesh } from './plan-mesh.ts';
import { renameLock } from './rename-lock.ts';
import { planServices } from './services.ts';
import type { Subnet6 } from './subnet6.ts';

export interface PlanOptions extends LockOptions {
  /** The most links of one network that are planned: 2,000,000 unless given, and 50,000,000 in layout routed. */
  readonly mostLinks?: number | undefined;
}

export interface Plan {
  readonly cluster: Cluster;
  /** What the lock file is to hold. */
  readonly lock: string;
}

const NOTHING: Lock['networks'] = new Map();

/** The numbers of a checked manifest: its nodes, then one network after another. With an error there is no plan. */
export function planNetworks(manifest: Manifest, options: PlanOptions, reporter: Reporter): Plan | undefined {
  const { hosts, networks } = manifest;
  const lock = readLock(manifest, options, reporter);
  if (reporter.failed) return undefined;
  const known: Omit<Lock, 'cluster' | 'network'> = lock
    ? renameLock(hosts, lock)
    : { hosts: new Map<string, LockedHost>(), retired: new Map(), containers: new Map(), networks: NOTHING };
  const everKnown = new Map([...known.retired, ...known.hosts]);
  const numbers = numberHosts(hosts, everKnown);
  const {
    nodes,
    encryption,
    kept: locked,
  } = encryptNodes(manifest, nodesOf(hosts, numbers), known.encryption, reporter);
  const { authorities, kept: authority } = keepAuthority(manifest, known.authority, reporter);
  if (reporter.failed) return undefined;
  const byName = new Map(nodes.map((node) => [node.name, node]));
  const keys = chooseKeys(networks, known.networks);
  const subnets6 = chooseSubnets6(manifest, lock, reporter);
  const isOfNumbers = lock !== undefined && !layoutOf(lock.network.layout).isBuilt;
  const control = manifest.control && controlOf(manifest.control);
  const planned = networks.flatMap((network) => {
    const { name, isMain } = network;
    const places = isMain ? (isOfNumbers ? undefined : known) : known.networks.get(name);
    const given = { nodes: byName, key: keys.get(name), subnet6: subnets6.get(name), known: places };
    const ofMain = isMain ? { control } : {};
    return planMesh(network, { ...given, ...ofMain, mostLinks: options.mostLinks }, reporter) ?? [];
  });
  const [main, ...others] = planned;
  if (!main || planned.length < networks.length) return undefined;
  const meshes: [Mesh, ...Mesh[]] = [main.mesh, ...others.map(({ mesh }) => mesh)];
  const { containers, locked: addresses } = planContainers(
    manifest,
    meshes,
    (name) => (name === main.mesh.name ? known.containers : known.networks.get(name)?.containers),
    reporter,
  );
  checkQuorum(manifest, known.seats, reporter);
  const overlay = planOverlay(manifest, nodes, encryption, authorities);
  const cluster = {
    name: manifest.name,
    nodes,
    networks: meshes,
    containers,
    services: planServices(manifest.compose),
    ...(encryption && { encryption }),
    ...(overlay && { overlay }),
    ...(control && { control }),
    ...(manifest.names && { domain: manifest.names.domain }),
  };
  const kept = {
    network: lockedNetwork(main.mesh, keptSubnet6(networks[0], subnets6)),
    ...keptPlaces(main, byName, everKnown),
    containers: addresses.get(main.mesh.name) ?? new Map(),
    networks: new Map(
      others.map((further, index) => [
        further.mesh.name,
        {
          ...keptFurther(further, networks[index + 1], subnets6, known.networks),
          containers: addresses.get(further.mesh.name) ?? new Map(),
        },
      ]),
    ),
    seats: overlay?.seats,
    authority,
    encryption: locked,
  };
  const text = keepLock(manifest, kept, lock, options, reporter);
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

/** What it is to hold of a further network: of the key one that was chosen; one that is given stands in the manifest. */
function keptFurther(
  { mesh, placement }: PlannedMesh,
  network: Network | undefined,
  subnets6: ReadonlyMap<string, Subnet6>,
  known: Lock['networks'],
): Omit<LockedFurther, 'containers'> {
  const before = known.get(mesh.name);
  const resting = placement.resting.flatMap((name): [string, Place][] => {
    const place = before?.hosts.get(name) ?? before?.retired.get(name);
    return place ? [[name, place]] : [];
  });
  return {
    network: lockedNetwork(mesh, network && keptSubnet6(network, subnets6)),
    key: network?.carrier || network?.tunnel.key !== undefined ? undefined : mesh.tunnel.key,
    hosts: new Map(mesh.members.map((member) => [member.name, member])),
    retired: new Map(resting),
  };
}
