import { isRecord } from '../manifest/wording.ts';

/** Lists whose entries are told apart by one of their keys, as Ignition's own merging does (config/v3_3/types, Key). */
const KEYS: Readonly<Record<string, string>> = {
  directories: 'path',
  disks: 'device',
  dropins: 'name',
  files: 'path',
  filesystems: 'device',
  groups: 'name',
  links: 'path',
  luks: 'name',
  raid: 'name',
  units: 'name',
  users: 'name',
};

type Node = Readonly<Record<string, unknown>>;

/** The key of this list's entries, or undefined for lists that are only appended to. */
export const entryKey = (list: string): string | undefined => KEYS[list];

/** Maps merge, entries of one key too, other lists append, and of two other values the later one holds. */
export function mergeIgnition(parts: readonly Node[]): Record<string, unknown> {
  return parts.reduce<Record<string, unknown>>(mergeMaps, {});
}

function mergeMaps(first: Node, second: Node): Record<string, unknown> {
  const result: Record<string, unknown> = { ...first };
  for (const [name, value] of Object.entries(second)) {
    const before = Object.hasOwn(first, name) ? first[name] : undefined;
    if (isRecord(before) && isRecord(value)) result[name] = mergeMaps(before, value);
    else if (Array.isArray(before) && Array.isArray(value)) result[name] = mergeLists(entryKey(name), before, value);
    else result[name] = value;
  }
  return result;
}

function mergeLists(key: string | undefined, first: readonly unknown[], second: readonly unknown[]): unknown[] {
  if (key === undefined) return [...first, ...second];
  const result = [...first];
  const places = new Map(result.map((entry, index) => [isRecord(entry) ? entry[key] : entry, index]));
  for (const entry of second) {
    const place = isRecord(entry) ? places.get(entry[key]) : undefined;
    const known = place === undefined ? undefined : result[place];
    if (place !== undefined && isRecord(known) && isRecord(entry)) result[place] = mergeMaps(known, entry);
    else result.push(entry);
  }
  return result;
}
