import type { core } from 'zod';
import type { ManifestPath } from '../diagnostics/diagnostic.ts';
import type { Reporter } from '../diagnostics/reporter.ts';
import { keysAt } from './keys.ts';
import { type ManifestInput, manifestSchema } from './schema.ts';
import { reportIssue } from './shape-report.ts';

type Issue = core.$ZodIssue;

export interface Shape {
  /** The manifest without what was wrong in it, or undefined where too little is left. */
  readonly input: ManifestInput | undefined;
  readonly broken: ReadonlySet<string>;
}

export const pathKey = (path: ManifestPath): string => path.join('\0');

/**
 * Checks a value against the schema and reports each fault. What is wrong is cut out, so that the rules still
 * see the rest and the person sees all mistakes at once.
 */
export function checkShape(value: object, reporter: Reporter): Shape {
  const rest = structuredClone(value);
  const broken = new Set<string>();
  // Cutting a value can leave its parent incomplete, which is cut in the next round: at most the depth of the schema.
  for (let round = 0; round < 8; round += 1) {
    const result = manifestSchema.safeParse(rest, { reportInput: true });
    if (result.success) return { input: result.data, broken };
    for (const issue of result.error.issues.flatMap(flatten)) {
      if (round === 0) reportIssue(issue, reporter);
      for (const path of faultyPaths(issue)) {
        broken.add(pathKey(path));
        cut(rest, path);
      }
    }
  }
  return { input: undefined, broken };
}

/** Of a union's branches, the one that the value was meant for: the one with the fewest complaints deepest down. */
function flatten(issue: Issue): Issue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const branches = issue.errors.map((errors) =>
    errors.map((error) => ({ ...error, path: [...issue.path, ...error.path] })),
  );
  if (typeof issue.input !== 'object' || issue.input === null) {
    const values = branches.flatMap((errors) =>
      errors.flatMap((error) => (error.code === 'invalid_value' ? error.values : [])),
    );
    return [{ code: 'invalid_value', values, path: issue.path, message: issue.message, input: issue.input }];
  }
  const meant = branches
    .filter((errors) =>
      errors.every((error) => error.path.length > issue.path.length || error.code === 'unrecognized_keys'),
    )
    .filter((errors) => !errors.some((error) => error.code === 'invalid_type' && error.input === undefined))
    .toSorted((a, b) => a.length - b.length)[0];
  if (meant) return meant.flatMap((error) => flatten(error as Issue));
  const legal = keysAt(issue.path as ManifestPath);
  const wrong = Object.keys(issue.input).filter((key) => !legal.includes(key));
  if (wrong.length === 0 || Array.isArray(issue.input)) {
    return [
      { code: 'invalid_type', expected: 'map', path: issue.path, message: issue.message, input: issue.input } as Issue,
    ];
  }
  const input = issue.input as Record<string, unknown>;
  return [{ code: 'unrecognized_keys', keys: wrong, path: issue.path, message: issue.message, input }];
}

function faultyPaths(issue: Issue): ManifestPath[] {
  const path = issue.path as ManifestPath;
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => [...path, key]);
  return [path];
}

/** Removes the value at a path; where there is none, the parent that misses it. */
function cut(root: object, path: ManifestPath): void {
  const parents: Record<string | number, unknown>[] = [];
  let node: unknown = root;
  for (const step of path) {
    if (typeof node !== 'object' || node === null) break;
    parents.push(node as Record<string | number, unknown>);
    node = (node as Record<string | number, unknown>)[step];
  }
  for (let depth = parents.length - 1; depth >= 0; depth -= 1) {
    const parent = parents[depth];
    const step = path[depth];
    if (parent === undefined || step === undefined || !Object.hasOwn(parent, step)) continue;
    if (Array.isArray(parent)) parent.splice(Number(step), 1);
    else delete parent[step];
    return;
  }
}
