import { type core, safeParse } from 'zod';
import type { ManifestPath } from '../diagnostics/diagnostic.ts';
import type { Reporter } from '../diagnostics/reporter.ts';
import type { Taint } from '../secrets/taint.ts';
import { keySetsAt, removableAt, schemasAt } from './keys.ts';
import { pathKey } from './path-key.ts';
import { prune } from './prune.ts';
import { manifestSchema } from './schema.ts';
import { ShapeReport } from './shape-report.ts';
import type { Shape } from './shaped.ts';
import type { Source } from './source.ts';
import { branchesOf, mixedForms } from './unions.ts';
import { isRecord } from './wording.ts';

type Issue = core.$ZodIssue;

/** Checks a value against the schema itself. */
export function judgeShape(
  value: Record<string, unknown>,
  leftOut: readonly string[],
  source: Source,
  reporter: Reporter,
  taint: Taint,
): Shape {
  const broken = new Set(leftOut);
  const result = manifestSchema.safeParse(value, { reportInput: true });
  const report = new ShapeReport(source, reporter, broken, taint);
  const issues = result.success
    ? []
    : result.error.issues.flatMap(branchesOf).flatMap((issue) => withContent(issue, value));
  report.all(issues, value);
  if (result.success) return { input: result.data, broken };
  // A fault that nobody is told of would compile to something else than was written.
  if (!reporter.failed) throw new Error('the manifest breaks its schema, and no diagnostic says where');
  const removed = issues.flatMap(faultyPaths).map(removableAt);
  for (const path of removed) broken.add(pathKey(path));
  // Without its version or its hosts the rest can still be looked at: no document comes of it.
  const rest = { ...prune(value, removed), ...(broken.has('meshinit') ? { meshinit: 1 } : {}) };
  const again = manifestSchema.safeParse('hosts' in rest ? rest : { ...rest, hosts: {} });
  return { input: again.success ? again.data : undefined, broken };
}

/** What stands under a name of a wrong form has not been looked at yet. */
function withContent(issue: Issue, value: Record<string, unknown>): Issue[] {
  if (issue.code !== 'invalid_key') return [issue];
  const path = issue.path as ManifestPath;
  const content = path.reduce<unknown>((inner, step) => (isRecord(inner) ? inner[String(step)] : undefined), value);
  const results = schemasAt(path).map((schema) => safeParse(schema, content, { reportInput: true }));
  // Of several forms the right one is enough.
  const found = results.some(({ success }) => success) ? [] : results.flatMap(({ error }) => error?.issues ?? []);
  return [issue, ...found.map((inner) => ({ ...inner, path: [...path, ...inner.path] })).flatMap(branchesOf)];
}

function faultyPaths(issue: Issue): ManifestPath[] {
  const path = issue.path as ManifestPath;
  if (issue.code !== 'unrecognized_keys') return [path];
  const known = Object.keys(issue.input ?? {}).filter((key) => !issue.keys.includes(key));
  // Of forms that exclude each other none can be chosen, and of an unknown one nothing is left.
  if (mixedForms(path, issue.input) || (known.length === 0 && keySetsAt(path).length > 1)) return [path];
  return issue.keys.map((key) => [...path, key]);
}
