import type { core } from 'zod';
import type { Law, ManifestPath } from '../diagnostics/diagnostic.ts';
import { didYouMean } from '../diagnostics/nearest.ts';
import type { Reporter } from '../diagnostics/reporter.ts';
import { keysAt } from './keys.ts';
import { missingKey, notLegalValue, outOfRange, unknownKey, wrongForm, wrongType } from './laws.ts';
import { type ManifestInput, manifestSchema } from './schema.ts';

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

function reportIssue(issue: Issue, reporter: Reporter): void {
  const path = issue.path as ManifestPath;
  const name = nameOf(path);
  switch (issue.code) {
    case 'unrecognized_keys':
      for (const key of issue.keys) {
        const legal = keysAt(path);
        reporter.report(unknownKey, {
          path: [...path, key],
          at: 'key',
          message: `unknown key '${key}' in ${name}; legal keys: ${legal.join(', ')}`,
          hint: didYouMean(key, legal),
        });
      }
      return;
    case 'invalid_value': {
      const legal = issue.values.map(String);
      if (issue.input === undefined) return missing(path, reporter);
      const extra = keysAt(path);
      const maps = extra.length > 0 ? `, or a map with ${extra.join(', ')}` : '';
      reporter.report(notLegalValue, {
        path,
        message: `${name} is ${shown(issue.input)}; legal values: ${legal.join(', ')}${maps}`,
        hint: typeof issue.input === 'string' ? didYouMean(issue.input, legal) : '',
      });
      return;
    }
    case 'invalid_type':
      if (issue.input === undefined) return missing(path, reporter);
      return at(wrongType, `${name} is ${shown(issue.input)}; ${typeName(issue.expected)} is wanted`);
    case 'too_small':
      return at(outOfRange, `${name} ${sizeOf(issue.input)}; the least is ${issue.minimum}`);
    case 'too_big':
      return at(outOfRange, `${name} ${sizeOf(issue.input)}; the most is ${issue.maximum}`);
    case 'invalid_key':
      reporter.report(wrongForm, {
        path,
        at: 'key',
        message: `the name '${String(path.at(-1))}' in ${nameOf(path.slice(0, -1))} is not of the form wanted: ${issue.issues[0]?.message ?? ''}`,
        hint: suggestName(String(path.at(-1))),
      });
      return;
    default:
      return at(wrongForm, `${name} is ${shown(issue.input)}; wanted: ${issue.message}`);
  }
  function at(law: Law, message: string): void {
    reporter.report(law, { path, message });
  }
}

function missing(path: ManifestPath, reporter: Reporter): void {
  const key = String(path.at(-1));
  reporter.report(missingKey, {
    path,
    at: 'key',
    message: `${nameOf(path.slice(0, -1))} has no '${key}'`,
    hint: key === 'meshinit' ? "Begin the manifest with 'meshinit: 1'." : '',
  });
}

/** `hosts.host1.mtu`, or `the manifest` for the root. */
export function nameOf(path: ManifestPath): string {
  if (path.length === 0) return 'the manifest';
  return path.map((step, index) => (typeof step === 'number' ? `[${step}]` : index > 0 ? `.${step}` : step)).join('');
}

/** A value in a message: short, and never a whole map or list. */
function shown(value: unknown): string {
  if (value === null) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map';
  const text = String(value);
  const short = text.length > 60 ? `${text.slice(0, 57)}…` : text;
  return typeof value === 'string' ? `'${short}'` : `the ${typeof value} ${short}`;
}

function sizeOf(value: unknown): string {
  if (typeof value === 'number') return `is ${value}`;
  if (typeof value === 'string') return `has ${value.length} characters`;
  if (Array.isArray(value)) return value.length === 0 ? 'is empty' : `has ${value.length} entries`;
  return `is ${shown(value)}`;
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  object: 'a map',
  map: 'a map',
  record: 'a map',
  array: 'a list',
  tuple: 'a list of two',
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
};

const typeName = (expected: string): string => TYPE_NAMES[expected] ?? expected;

/** The nearest legal host name: `Host_1` was meant as `host-1`. */
function suggestName(name: string): string {
  const legal = name
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 63);
  return legal === '' || legal === name ? '' : `Did you mean '${legal}'?`;
}
