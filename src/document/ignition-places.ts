import type { ManifestPath } from '../diagnostics/diagnostic.ts';
import { isRecord } from '../manifest/wording.ts';
import type { MergeSource } from './merge.ts';

/** Where Ignition puts units. */
export const UNITS = '/etc/systemd/system';

/** A file, directory, link or unit that raw Ignition describes. */
export interface IgnitionPlace {
  /** The path on the host. */
  readonly place: string;
  readonly inside: ManifestPath;
  readonly use: 'file' | 'directory' | 'link';
  /** The text, where it is written out. */
  readonly contents?: unknown;
}

const NODES = { files: 'file', directories: 'directory', links: 'link' } as const;

/** Every file, directory, link and unit of a configuration, as the path that it has on the host. */
export function ignitionPlaces(value: MergeSource['value']): IgnitionPlace[] {
  const nodes = Object.entries(NODES).flatMap(([list, use]) =>
    ignitionEntries(value, 'storage', list).map(([index, node]) => ({
      place: String(node['path']),
      inside: ['storage', list, index, 'path'],
      use,
    })),
  );
  const units = ignitionEntries(value, 'systemd', 'units').flatMap(([index, unit]): IgnitionPlace[] => {
    const at = `${UNITS}/${unit['name']}`;
    const dropIns = ignitionEntries(unit, 'dropins').map(
      ([inner, dropIn]): IgnitionPlace => ({
        place: `${at}.d/${dropIn['name']}`,
        inside: ['systemd', 'units', index, 'dropins', inner, 'name'],
        use: 'file',
        contents: dropIn['contents'],
      }),
    );
    const own: IgnitionPlace = { place: at, inside: ['systemd', 'units', index, 'name'], use: 'file' };
    return unit['contents'] === undefined ? dropIns : [own, ...dropIns];
  });
  return [...nodes, ...units];
}

/** The records of a list below a map, each with its index. */
export function ignitionEntries(
  value: Readonly<Record<string, unknown>>,
  ...path: readonly string[]
): [number, MergeSource['value']][] {
  let node: unknown = value;
  for (const step of path) node = isRecord(node) ? node[step] : undefined;
  if (!Array.isArray(node)) return [];
  return node.flatMap((entry, index): [number, MergeSource['value']][] => (isRecord(entry) ? [[index, entry]] : []));
}
