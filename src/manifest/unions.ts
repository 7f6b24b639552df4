import * as z from 'zod';
import type { ManifestPath } from '../diagnostics/diagnostic.ts';
import { keySetsAt, schemasAt, wordsAt } from './keys.ts';
import { isRecord } from './wording.ts';

type Issue = z.core.$ZodIssue;

/** A map that mixes forms of which each stands alone: `{ star: …, links: … }`. */
export interface MixedForms {
  readonly given: readonly string[];
  readonly legal: readonly string[];
}

/** The forms that a map mixes, if it does. */
export function mixedForms(path: ManifestPath, input: unknown): MixedForms | undefined {
  const sets = keySetsAt(path);
  if (sets.length < 2 || !isRecord(input)) return undefined;
  const mixed = sets.filter((keys) => keys.some((key) => Object.hasOwn(input, key)));
  if (mixed.length < 2) return undefined;
  return { given: Object.keys(input).filter((key) => mixed.flat().includes(key)), legal: sets.flat() };
}

/** Of a union's branches, what the one that was meant says: of maps, the one whose keys are there. */
export function branchesOf(issue: Issue): Issue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const path = issue.path as ManifestPath;
  const { input } = issue;
  if (!isRecord(input)) return ofTheOnly(issue, (schema) => Array.isArray(input) && schema instanceof z.ZodArray);
  if (schemasAt(path).some((schema) => schema instanceof z.ZodRecord)) {
    return ofTheOnly(issue, (schema) => schema instanceof z.ZodRecord);
  }
  const maps = schemasAt(path).flatMap((schema, index) =>
    schema instanceof z.ZodObject ? [{ keys: Object.keys(schema.shape), errors: issue.errors[index] ?? [] }] : [],
  );
  const meant = maps.length === 1 ? maps : maps.filter(({ keys }) => keys.some((key) => Object.hasOwn(input, key)));
  const [only] = meant;
  if (meant.length === 1 && only) {
    return only.errors.flatMap((error) => branchesOf({ ...error, path: [...path, ...error.path] }));
  }
  // Either of no form, or of several, which the report sees from the input.
  const keys = Object.keys(input);
  if (keys.length === 0) return [notLegal(issue, path)];
  return [{ code: 'unrecognized_keys', keys, path: issue.path, message: issue.message, input }];
}

/** What the one branch says that takes a value of this type; else that none does. */
function ofTheOnly(
  issue: Extract<Issue, { code: 'invalid_union' }>,
  takes: (schema: z.core.$ZodType) => boolean,
): Issue[] {
  const path = issue.path as ManifestPath;
  const [only, ...others] = schemasAt(path).flatMap((schema, index) =>
    takes(schema) ? [issue.errors[index] ?? []] : [],
  );
  if (!only || others.length > 0) return [notLegal(issue, path)];
  return only.flatMap((error) => branchesOf({ ...error, path: [...path, ...error.path] }));
}

const notLegal = ({ message, input }: Issue, path: ManifestPath): Issue => ({
  code: 'invalid_value',
  values: wordsAt(path),
  path: [...path],
  message,
  input,
});
