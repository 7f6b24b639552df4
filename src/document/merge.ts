import type { ManifestPath } from '../diagnostics/diagnostic.ts';
import { isRecord } from '../manifest/wording.ts';

/** A part of the manifest that is merged with others, and where it stands. */
export interface MergeSource {
  readonly path: ManifestPath;
  readonly value: Readonly<Record<string, unknown>>;
}

/** Lists append, maps merge, and of two other values the later one holds. */
export function merge(sources: readonly MergeSource[]): Record<string, unknown> {
  const [first, ...others] = sources.map(({ value }) => value);
  return others.reduce<Record<string, unknown>>((merged, value) => mergeTwo(merged, value), { ...first });
}

function mergeTwo(first: Readonly<Record<string, unknown>>, second: Readonly<Record<string, unknown>>) {
  const result: Record<string, unknown> = { ...first };
  for (const [key, value] of Object.entries(second)) {
    const before = Object.hasOwn(result, key) ? result[key] : undefined;
    if (Array.isArray(before) && Array.isArray(value)) result[key] = [...before, ...value];
    else if (isRecord(before) && isRecord(value)) result[key] = mergeTwo(before, value);
    else result[key] = value;
  }
  return result;
}

/** Where in the manifest a place of the merged value comes from; of a map or list of several parts, the last one. */
export function originOf(path: ManifestPath, sources: readonly MergeSource[]): ManifestPath {
  let nodes = sources.map(({ path: at, value }) => ({ at, value: value as unknown }));
  for (const step of path) {
    const inside: typeof nodes = [];
    let index = Number(step);
    for (const { at, value } of nodes) {
      if (Array.isArray(value)) {
        if (index >= 0 && index < value.length) inside.push({ at: [...at, index], value: value[index] });
        index -= value.length;
      } else if (isRecord(value) && Object.hasOwn(value, step)) {
        inside.push({ at: [...at, step], value: value[step] });
      }
    }
    nodes = kept(inside);
  }
  const last = nodes.at(-1);
  if (!last) throw new Error(`no part of the manifest has ${path.join('.')}`);
  return last.at;
}

/** Those that took part in the merge: lists with lists and maps with maps, up to where another value took their place. */
function kept<Entry extends { readonly value: unknown }>(nodes: readonly Entry[]): Entry[] {
  const last = nodes.at(-1)?.value;
  const isLike = (value: unknown): boolean =>
    Array.isArray(last) ? Array.isArray(value) : isRecord(last) && isRecord(value);
  const from = nodes.findLastIndex(({ value }, index) => index < nodes.length - 1 && !isLike(value));
  return nodes.slice(from + 1);
}
