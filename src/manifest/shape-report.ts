import type { core } from 'zod';
import type { Law, ManifestPath } from '../diagnostics/diagnostic.ts';
import { didYouMean } from '../diagnostics/nearest.ts';
import type { Reporter } from '../diagnostics/reporter.ts';
import { keysAt } from './keys.ts';
import { missingKey, notLegalValue, outOfRange, unknownKey, wrongForm, wrongType } from './laws.ts';

type Issue = core.$ZodIssue;
type IssueOf<IssueCode extends Issue['code']> = Extract<Issue, { code: IssueCode }>;

/** Says what zod found in our own words: the object, the law, the legal values, the nearest one. */
export function reportIssue(issue: Issue, reporter: Reporter): void {
  const path = issue.path as ManifestPath;
  const report = (law: Law, message: string): void =>
    reporter.report(law, { path, message: `${nameOf(path)} ${message}` });
  if (issue.code === 'unrecognized_keys') reportUnknown(issue, path, reporter);
  else if (issue.code === 'invalid_key') reportName(issue, path, reporter);
  else if (issue.input === undefined) reportMissing(path, reporter);
  else if (issue.code === 'invalid_value') reportValue(issue, path, reporter);
  else if (issue.code === 'invalid_type')
    report(wrongType, `is ${shown(issue.input)}; ${typeName(issue.expected)} is wanted`);
  else if (issue.code === 'too_small') report(outOfRange, `${sizeOf(issue.input)}; the least is ${issue.minimum}`);
  else if (issue.code === 'too_big') report(outOfRange, `${sizeOf(issue.input)}; the most is ${issue.maximum}`);
  else report(wrongForm, `is ${shown(issue.input)}; wanted: ${issue.message}`);
}

function reportUnknown({ keys }: IssueOf<'unrecognized_keys'>, path: ManifestPath, reporter: Reporter): void {
  const legal = keysAt(path);
  for (const key of keys) {
    reporter.report(unknownKey, {
      path: [...path, key],
      at: 'key',
      message: `unknown key '${key}' in ${nameOf(path)}; legal keys: ${legal.join(', ')}`,
      hint: didYouMean(key, legal),
    });
  }
}

function reportName({ issues }: IssueOf<'invalid_key'>, path: ManifestPath, reporter: Reporter): void {
  const name = String(path.at(-1));
  reporter.report(wrongForm, {
    path,
    at: 'key',
    message: `the name '${name}' in ${nameOf(path.slice(0, -1))} is not of the form wanted: ${issues[0]?.message ?? ''}`,
    hint: suggestName(name),
  });
}

function reportMissing(path: ManifestPath, reporter: Reporter): void {
  const key = String(path.at(-1));
  reporter.report(missingKey, {
    path,
    at: 'key',
    message: `${nameOf(path.slice(0, -1))} has no '${key}'`,
    hint: key === 'meshinit' ? "Begin the manifest with 'meshinit: 1'." : '',
  });
}

function reportValue({ values, input }: IssueOf<'invalid_value'>, path: ManifestPath, reporter: Reporter): void {
  const legal = values.map(String);
  const keys = keysAt(path);
  const maps = keys.length > 0 ? `, or a map with ${keys.join(', ')}` : '';
  reporter.report(notLegalValue, {
    path,
    message: `${nameOf(path)} is ${shown(input)}; legal values: ${legal.join(', ')}${maps}`,
    hint: typeof input === 'string' ? didYouMean(input, [...legal, ...keys]) : '',
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
  if (typeof value === 'string') return value === '' ? 'is empty' : `has ${value.length} characters`;
  if (Array.isArray(value)) return value.length === 0 ? 'is empty' : `has ${value.length} entries`;
  return `is ${value}`;
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
