import type { ManifestPath } from '../diagnostics/diagnostic.ts';
import type { Reporter } from '../diagnostics/reporter.ts';
import type { HostConfig } from '../host/host-config.ts';
import type { Host, Manifest } from '../manifest/manifest.ts';
import { isRecord, nameOf } from '../manifest/wording.ts';
import { describeIgnitionFault } from './describe-ignition-fault.ts';
import { ignitionFaults } from './ignition-schema.ts';
import { contradictoryIgnition, ownedByMeshinit } from './laws.ts';
import type { MergeSource } from './merge.ts';
import { entryKey } from './merge-ignition.ts';
import { rawSources } from './raw-parts.ts';

/** The hosts' raw Ignition, each part once. */
export function checkIgnition(
  manifest: Manifest,
  hosts: readonly Host[],
  _broken: ReadonlySet<string>,
  reporter: Reporter,
): void {
  const sources = hosts.flatMap((host) => rawSources(manifest, host, 'ignition'));
  const byPath = new Map(sources.map((source) => [source.path.join('\0'), source]));
  for (const source of byPath.values()) checkSource(source, reporter);
}

/** By itself: its keys and values, and that it does not contradict itself. */
function checkSource({ path, value }: MergeSource, reporter: Reporter): void {
  const faults = ignitionFaults(value);
  for (const fault of faults) {
    const { law, ...words } = describeIgnitionFault(fault, [...path, ...fault.path]);
    reporter.report(law, { path: [...path, ...fault.path], ...words });
  }
  if (faults.length > 0) return;
  const contradict = (inside: ManifestPath, message: string, hint: string): void =>
    reporter.report(contradictoryIgnition, { path: [...path, ...inside], message, hint });
  reportTwice(value, [], contradict);
  const seen = new Map<string, ManifestPath>();
  for (const { place, inside } of placesOf(value)) {
    const first = seen.get(place);
    if (!first) seen.set(place, inside);
    else
      contradict(
        inside,
        `${place} is described twice in ${nameOf(path)}`,
        `The first is ${nameOf([...path, ...first])}.`,
      );
  }
  for (const [index, file] of entries(value, 'storage', 'files')) {
    if (file['overwrite'] === true && !file['contents']) {
      const inside = ['storage', 'files', index, 'overwrite'];
      contradict(
        inside,
        `${nameOf([...path, ...inside])} is true, but the file has no contents`,
        'Add contents.source.',
      );
    }
  }
  for (const [index, unit] of entries(value, 'systemd', 'units')) {
    const contents = unit['contents'];
    if (unit['enabled'] !== true || typeof contents !== 'string' || /^\[Install\]$/m.test(contents)) continue;
    const inside = ['systemd', 'units', index, 'enabled'];
    const message = `${nameOf([...path, ...inside])} is true, but the unit has no [Install] section: systemd would not start it`;
    contradict(inside, message, 'Add [Install] with WantedBy=multi-user.target.');
  }
}

/** What raw Ignition describes that meshinit describes too. */
export function checkOwnedByMeshinit(config: HostConfig, { path, value }: MergeSource, reporter: Reporter): void {
  const owned = new Set(config.files.map((file) => file.path));
  const clash = (inside: ManifestPath, what: string): void =>
    reporter.report(ownedByMeshinit, {
      path: [...path, ...inside],
      message: `${nameOf(path)} describes ${what}, which meshinit writes on ${config.plan.host.name}`,
      hint: what.endsWith('daemon.json') ? 'Use docker.daemon for further keys.' : 'Use another path or name.',
    });
  const above = [...owned].flatMap((file) => parentsOf(file));
  for (const { place, inside, isLink } of placesOf(value)) {
    if (owned.has(place)) clash(inside, place);
    else if (isLink && above.includes(place)) clash(inside, `${place} as a link, a directory`);
  }
  for (const [index, unit] of entries(value, 'systemd', 'units')) {
    const name = String(unit['name']);
    const isOurs = owned.has(`${UNITS}/${name}`) || config.enables?.includes(name);
    const isChanged = unit['enabled'] !== undefined || unit['mask'] !== undefined;
    if (isOurs && isChanged && unit['contents'] === undefined) clash(['systemd', 'units', index, 'name'], name);
  }
}

const UNITS = '/etc/systemd/system';

interface PlaceInside {
  /** The path on the host. */
  readonly place: string;
  readonly inside: ManifestPath;
  readonly isLink: boolean;
}

/** Every file, directory, link and unit of a configuration, as the path that it has on the host. */
function placesOf(value: MergeSource['value']): PlaceInside[] {
  const nodes = ['files', 'directories', 'links'].flatMap((list) =>
    entries(value, 'storage', list).map(([index, node]) => ({
      place: String(node['path']),
      inside: ['storage', list, index, 'path'],
      isLink: list === 'links',
    })),
  );
  const units = entries(value, 'systemd', 'units').flatMap(([index, unit]) => {
    const at = `${UNITS}/${unit['name']}`;
    const dropIns = entries(unit, 'dropins').map(([inner, dropIn]) => ({
      place: `${at}.d/${dropIn['name']}`,
      inside: ['systemd', 'units', index, 'dropins', inner, 'name'],
      isLink: false,
    }));
    const own = { place: at, inside: ['systemd', 'units', index, 'name'], isLink: false };
    return unit['contents'] === undefined ? dropIns : [own, ...dropIns];
  });
  return [...nodes, ...units];
}

function parentsOf(path: string): string[] {
  const steps = path.split('/').slice(1, -1);
  return steps.map((_, index) => `/${steps.slice(0, index + 1).join('/')}`);
}

/** The records of a list below a map, each with its index. */
function entries(
  value: Readonly<Record<string, unknown>>,
  ...path: readonly string[]
): [number, MergeSource['value']][] {
  let node: unknown = value;
  for (const step of path) node = isRecord(node) ? node[step] : undefined;
  if (!Array.isArray(node)) return [];
  return node.flatMap((entry, index): [number, MergeSource['value']][] => (isRecord(entry) ? [[index, entry]] : []));
}

/** Entries of one list with one key, which Ignition refuses. Paths are looked at elsewhere, over all kinds of nodes. */
function reportTwice(
  value: unknown,
  at: ManifestPath,
  contradict: (inside: ManifestPath, message: string, hint: string) => void,
): void {
  if (isRecord(value)) for (const [name, inner] of Object.entries(value)) reportTwice(inner, [...at, name], contradict);
  if (!Array.isArray(value)) return;
  const key = entryKey(String(at.at(-1)));
  const seen = new Set<unknown>();
  for (const [index, entry] of value.entries()) {
    reportTwice(entry, [...at, index], contradict);
    if (key === undefined || key === 'path' || !isRecord(entry)) continue;
    const inside = [...at, index, key];
    if (seen.has(entry[key])) contradict(inside, `${nameOf(at)} has two entries of one ${key}`, 'Make them one.');
    seen.add(entry[key]);
  }
}
