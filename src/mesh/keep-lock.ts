import { cidrText } from '../addresses/cidr.ts';
import { fewOf } from '../check/wording.ts';
import type { ManifestPath } from '../diagnostics/diagnostic.ts';
import type { Reporter } from '../diagnostics/reporter.ts';
import { layoutOf } from '../layouts/layouts.ts';
import type { Manifest } from '../manifest/manifest.ts';
import { type Network, networkKey, networkPath } from '../manifest/network.ts';
import { type Lock, type LockedNetwork, lockText } from './lock.ts';
import { lockFrozen, lockOfAnother, noLock } from './lock-laws.ts';
import { parseLock } from './parse-lock.ts';
import type { Ranges } from './places.ts';
import { rangesOf } from './plan-mesh.ts';
import { renamings } from './rename-lock.ts';

export interface LockOptions {
  /** The lock file's text, or undefined where there is none. */
  readonly lock?: string | undefined;
  /** A needed change of the lock is an error. */
  readonly frozen?: boolean | undefined;
  /** Nobody is there to commit a new lock file. */
  readonly ci?: boolean | undefined;
}

/** The lock that stands, if it is of this cluster and this network; else the fault is reported. */
export function readLock(manifest: Manifest, { lock: text }: LockOptions, reporter: Reporter): Lock | undefined {
  if (text === undefined) return undefined;
  const lock = parseLock(text);
  if ('code' in lock) {
    reporter.add(lock);
    return undefined;
  }
  const differences = [
    ...(lock.cluster === manifest.name
      ? []
      : [{ path: ['name'], message: `name is ${manifest.name}, the lock's is ${lock.cluster}` }]),
    ...manifest.networks.flatMap((network) => movedRanges(network, lockedOf(network, lock))),
  ];
  for (const { path, message } of differences) {
    reporter.report(lockOfAnother, {
      path,
      message: `the lock file was made for another network: ${message}; every host would move`,
      hint: 'If every host may get new addresses, delete the lock file; otherwise restore the old value.',
    });
  }
  return lock;
}

/** The ranges that the lock has of a network; none of one that is new. */
const lockedOf = ({ name, isMain }: Network, lock: Lock): LockedNetwork | undefined =>
  isMain ? lock.network : lock.networks.get(name)?.network;

/** The values of a network that would move all of its hosts. */
function movedRanges(
  network: Network,
  locked: LockedNetwork | undefined,
): { readonly path: ManifestPath; readonly message: string }[] {
  // With nothing built there is nothing to move.
  if (!locked || [network.layout, locked.layout].some((layout) => !layoutOf(layout).isBuilt)) return [];
  const ranges = lockedNetwork(rangesOf(network));
  const changed = (['subnet', 'layout', 'slice', 'bridges'] as const).filter((key) => locked[key] !== ranges[key]);
  // A default range of mesh addresses follows from the others: to name it too would only confuse.
  const moved = network.bridges ? changed : changed.filter((key, index) => key !== 'bridges' || index === 0);
  return moved.map((key) => ({
    path: networkPath(network, key),
    message: `${networkKey(network, key)} is ${ranges[key]}, the lock's is ${locked[key]}`,
  }));
}

/** What the lock file is to hold now; with `frozen` a change is reported. */
export function keepLock(
  manifest: Manifest,
  kept: Omit<Lock, 'cluster'>,
  before: Lock | undefined,
  options: LockOptions,
  reporter: Reporter,
): string {
  const text = lockText({ cluster: manifest.name, ...kept });
  // Another order of lines, or ends of lines as Windows has them, is no change.
  if (options.frozen && (before === undefined || text !== lockText(before))) {
    reporter.report(lockFrozen, {
      path: [],
      message:
        options.lock === undefined
          ? 'there is no lock file, and --frozen does not create one'
          : `the lock file would change, and --frozen forbids it: ${lockChange(manifest, before, kept)}`,
      hint: 'Compile once without --frozen and commit the lock file.',
    });
  } else if (options.ci && options.lock === undefined) {
    reporter.report(noLock, {
      path: [],
      message: 'there is no lock file, and the one that this CI run makes will be lost: the next run may move hosts',
      hint: 'Compile once by hand and commit the lock file, or say why not: allow: { MI0552: why }.',
    });
  }
  return text;
}

/** @param subnet6 what was chosen for its containers' IPv6 */
export function lockedNetwork({ subnet, layout, slicePrefix, bridges }: Ranges, subnet6?: string): LockedNetwork {
  return { subnet: cidrText(subnet), layout, slice: `/${slicePrefix}`, bridges: cidrText(bridges), subnet6 };
}

function lockChange(
  manifest: Manifest,
  lock: Lock | undefined,
  { hosts, networks }: Pick<Lock, 'hosts' | 'networks'>,
): string {
  const before = lock?.hosts ?? new Map();
  const renamed = lock ? renamings(manifest.hosts, lock) : new Map<string, string>();
  const heirs = new Set(renamed.values());
  const added = [...hosts.keys()].filter((name) => !before.has(name) && !heirs.has(name));
  const removed = [...before.keys()].filter((name) => !hosts.has(name) && !renamed.has(name));
  const former = lock?.networks ?? new Map();
  const newNetworks = [...networks.keys()].filter((name) => !former.has(name));
  const goneNetworks = [...former.keys()].filter((name) => !networks.has(name));
  const parts = [
    ...(added.length > 0 ? [`new: ${fewOf(added)}`] : []),
    ...(removed.length > 0 ? [`gone: ${fewOf(removed)}`] : []),
    ...(renamed.size > 0 ? [`renamed: ${fewOf([...renamed].map(([from, to]) => `${from} to ${to}`))}`] : []),
    ...(newNetworks.length > 0 ? [`new networks: ${fewOf(newNetworks)}`] : []),
    ...(goneNetworks.length > 0 ? [`networks gone: ${fewOf(goneNetworks)}`] : []),
  ];
  return (
    parts.join('; ') ||
    'a pin moved a host, the members, the key or subnet6 of a network changed, a host has a new WireGuard key, the overlay a new authority, or the file was edited'
  );
}
