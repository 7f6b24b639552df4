import type { ManifestPath } from '../diagnostics/diagnostic.ts';
import { nearest } from '../diagnostics/nearest.ts';

/** What a place takes: types as JSON schema names them, single values, and other conditions in words. */
export interface Wanted {
  readonly types: readonly string[];
  readonly values: readonly unknown[];
  readonly forms: readonly string[];
}

/** One thing that a JSON schema does not allow. `found` is for its type and size alone: it may be a secret. */
export type SchemaFault =
  | {
      readonly kind: 'key';
      readonly path: ManifestPath;
      readonly legal: readonly string[];
      /** Regular expressions of further keys. */
      readonly patterns: readonly string[];
    }
  | { readonly kind: 'missing'; readonly path: ManifestPath; readonly anyOf: readonly string[] }
  | { readonly kind: 'type' | 'value'; readonly path: ManifestPath; readonly found: unknown; readonly wanted: Wanted };

export type Unfit = Extract<SchemaFault, { kind: 'type' | 'value' }>;

const isUnfit = (fault: SchemaFault): fault is Unfit => fault.kind === 'type' || fault.kind === 'value';

const keyOf = ({ kind, path }: SchemaFault): string => `${kind}\0${path.join('\0')}`;

/** Each fault once, and a missing key not beside the unknown one that it was mistyped as. */
export function distinct(faults: readonly SchemaFault[]): SchemaFault[] {
  if (faults.length < 2) return [...faults];
  const byKey = new Map(
    faults.map((fault) => [fault.kind === 'missing' ? `${keyOf(fault)}\0${fault.anyOf}` : keyOf(fault), fault]),
  );
  const unknown = faults.flatMap((fault) => (fault.kind === 'key' ? [fault.path] : []));
  return [...byKey.values()].filter(
    (fault) =>
      fault.kind !== 'missing' ||
      !unknown.some(
        (path) =>
          path.length === fault.path.length + 1 &&
          fault.path.every((step, index) => step === path[index]) &&
          nearest(String(path.at(-1)), fault.anyOf) !== undefined,
      ),
  );
}

/**
 * Of the faults by each alternative, those by the one that the value was meant for: the one with the fewest faults,
 * where a wrong value in the midst of a map (its `type`, mostly) tells more against it than a key too many or too few.
 * Where the value as a whole suits none, what all of them want.
 */
export function betterBranch(branches: readonly (readonly SchemaFault[])[], path: ManifestPath): SchemaFault[] {
  const isHere = (fault: SchemaFault): boolean => fault.path.length === path.length;
  const inside = branches.filter((faults) => !faults.some((fault) => isUnfit(fault) && isHere(fault)));
  if (inside.length === 0) return [joined(branches.flatMap((faults) => faults.filter(isUnfit).filter(isHere)))];
  const missing = inside.flatMap((faults) =>
    faults.flatMap((fault) => (fault.kind === 'missing' && isHere(fault) ? fault.anyOf : [])),
  );
  if (inside.every((faults) => faults.every((fault) => fault.kind === 'missing' && isHere(fault)))) {
    return [{ kind: 'missing', path, anyOf: missing }];
  }
  const weigh = (faults: readonly SchemaFault[]): number =>
    distinct(faults).reduce((sum, fault) => sum + (isUnfit(fault) ? 2 : 1), 0);
  const [best = []] = inside.toSorted((a, b) => weigh(a) - weigh(b));
  const others = inside.flat().filter(isUnfit);
  return best.map((fault) =>
    fault.kind === 'value' ? joined(others.filter((other) => keyOf(other) === keyOf(fault))) : fault,
  );
}

/** One fault that names what each of them wants. */
function joined(faults: readonly Unfit[]): Unfit {
  const [first] = faults;
  if (!first) throw new Error('no alternative says what it wants');
  // A list that is too long was not meant as the text that another alternative takes.
  const ofItsType = faults.filter(({ kind }) => kind === 'value');
  if (ofItsType.length > 0 && ofItsType.length < faults.length && typeof first.found === 'object')
    return joined(ofItsType);
  const all = <Key extends keyof Wanted>(key: Key) => [
    ...new Set(faults.flatMap(({ wanted }) => [...wanted[key]] as unknown[])),
  ];
  return {
    ...first,
    // Some alternative takes its type, and only not this value.
    kind: faults.every(({ kind }) => kind === 'type') ? 'type' : 'value',
    wanted: { types: all('types') as string[], values: all('values'), forms: all('forms') as string[] },
  };
}
