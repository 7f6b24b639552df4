import type { ManifestPath } from '../diagnostics/diagnostic.ts';
import type { Reporter } from '../diagnostics/reporter.ts';
import type { Host } from '../manifest/host.ts';
import type { Manifest } from '../manifest/manifest.ts';
import { isRecord, nameOf } from '../manifest/wording.ts';
import { describeIgnitionFault } from './describe-ignition-fault.ts';
import { ignitionEntries, ignitionPlaces } from './ignition-places.ts';
import { ignitionFaults } from './ignition-schema.ts';
import { contradictoryIgnition } from './laws.ts';
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
  for (const { place, inside } of ignitionPlaces(value)) {
    const first = seen.get(place);
    if (!first) seen.set(place, inside);
    else
      contradict(
        inside,
        `${place} is described twice in ${nameOf(path)}`,
        `The first is ${nameOf([...path, ...first])}.`,
      );
  }
  for (const [index, file] of ignitionEntries(value, 'storage', 'files')) {
    if (file['overwrite'] === true && !file['contents']) {
      const inside = ['storage', 'files', index, 'overwrite'];
      contradict(
        inside,
        `${nameOf([...path, ...inside])} is true, but the file has no contents`,
        'Add contents.source.',
      );
    }
  }
  for (const [index, unit] of ignitionEntries(value, 'systemd', 'units')) {
    const contents = unit['contents'];
    if (unit['enabled'] !== true || typeof contents !== 'string' || /^\[Install\]$/m.test(contents)) continue;
    const inside = ['systemd', 'units', index, 'enabled'];
    const message = `${nameOf([...path, ...inside])} is true, but the unit has no [Install] section: systemd would not start it`;
    contradict(inside, message, 'Add [Install] with WantedBy=multi-user.target.');
  }
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
    if (seen.has(entry[key]))
      contradict(inside, `${nameOf(at)} has two entries with the same ${key}`, 'Make them one.');
    seen.add(entry[key]);
  }
}
