import type { ManifestPath } from '../diagnostics/diagnostic.ts';
import { isRecord } from './wording.ts';

/** A variable that Compose fills in, without a value for the case that there is none. */
export interface ComposeVariable {
  readonly path: ManifestPath;
  readonly name: string;
}

/** `$$`, `$NAME` and `${NAME…}`, as Compose's specification has them; of one inside another the inner one. */
const VARIABLE = /\$(?:\$|([A-Za-z_]\w*)|\{([A-Za-z_]\w*)((?:[^\w${}][^${}]*)?)\})/g;

/** The variables of a value: one that has a default, or something in its place, needs none from elsewhere. */
export function variablesOf(value: unknown, path: ManifestPath): ComposeVariable[] {
  if (typeof value === 'string') {
    return [...value.matchAll(VARIABLE)].flatMap(([, plain, braced, rest = '']) => {
      const name = plain ?? braced;
      return name === undefined || /^:?[-+]/.test(rest) ? [] : [{ path, name }];
    });
  }
  if (Array.isArray(value)) return value.flatMap((item, index) => variablesOf(item, [...path, index]));
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => variablesOf(inner, [...path, key]));
}
