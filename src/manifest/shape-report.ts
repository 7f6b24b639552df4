import type { core } from 'zod';
import type { Law, ManifestPath } from '../diagnostics/diagnostic.ts';
import type { Reporter } from '../diagnostics/reporter.ts';
import { isSecretPath } from '../secrets/key-kinds.ts';
import { maskedStep } from '../secrets/mask-key.ts';
import type { Taint } from '../secrets/taint.ts';
import { keysAt, schemasAt } from './keys.ts';
import { missingKey, notLegalValue, outOfRange, unknownKey, wrongForm, wrongType } from './laws.ts';
import { pathKey } from './path-key.ts';
import { patternOf } from './path-pattern.ts';
import { hintFor, type Wrong } from './shape-hints.ts';
import type { Source } from './source.ts';
import { mixedForms } from './unions.ts';
import { meaningOf } from './unknown-keys.ts';
import { isRecord, nameOf, orList, shortened, shown } from './wording.ts';

export { nameOf } from './wording.ts';

type Issue = core.$ZodIssue;
type IssueOf<IssueCode extends Issue['code']> = Extract<Issue, { code: IssueCode }>;

const MISSING_HINTS: Readonly<Record<string, string>> = {
  meshinit: "Begin the manifest with 'meshinit: 1'.",
  hosts: 'For example: hosts: { host1: { address: 10.0.0.11 } }',
  address: 'For example: address: 10.0.0.11',
  subnet: 'For example: subnet: 10.78.0.0/16',
  sha256: "'sha256sum FILE' prints it.",
  'containers.*.hosts': 'For example: hosts: host1, or for one on each: hosts: [host1, host2]',
};

/** Says what zod found in our own words: the object, the law, the legal values, the nearest one. */
export class ShapeReport {
  private readonly source: Source;
  private readonly reporter: Reporter;
  private readonly broken: Set<string>;
  private readonly taint: Taint;

  /**
   * @param broken what is reported already; what was meant by unknown keys is added
   * @param taint what is never shown
   */
  constructor(source: Source, reporter: Reporter, broken: Set<string>, taint: Taint) {
    this.taint = taint;
    this.source = source;
    this.reporter = reporter;
    this.broken = broken;
  }

  all(issues: readonly Issue[], value: Record<string, unknown>): void {
    const isUnknown = (issue: Issue): boolean => issue.code === 'unrecognized_keys';
    for (const issue of issues.filter(isUnknown)) this.one(issue);
    for (const issue of issues) if (!isUnknown(issue)) this.one(issue);
    const { hosts } = value;
    if (!isRecord(hosts) || Object.keys(hosts).length > 0) return;
    this.broken.add('hosts');
    const hint = MISSING_HINTS['hosts'] ?? '';
    this.reporter.report(outOfRange, { path: ['hosts'], message: 'hosts is empty; at least one host is needed', hint });
  }

  private one(issue: Issue): void {
    const path = issue.path as ManifestPath;
    if (issue.code === 'unrecognized_keys') this.unknown(issue, path);
    else if (this.broken.has(pathKey(path))) return;
    else if (issue.code === 'invalid_key') this.wrongName(issue, path);
    else if (issue.input === undefined) this.missing(path);
    else this.value(issue, path);
  }

  private value(issue: Issue, path: ManifestPath): void {
    const input = typeof issue.input === 'number' ? (this.source.written(path) ?? issue.input) : issue.input;
    const text = shown(issue.input, this.isSecret(path), String(input));
    if (issue.code === 'invalid_value') this.notLegal(issue, path, text);
    else if (issue.code === 'too_small') this.size(path, issue.input, `the minimum is ${issue.minimum}`);
    else if (issue.code === 'too_big') this.size(path, issue.input, `the maximum is ${issue.maximum}`);
    else if (issue.code === 'invalid_type') {
      this.say(wrongType, path, `is ${text}; expected ${typeName(issue.expected, path)}`, issue.input, issue.expected);
    } else this.say(wrongForm, path, `is ${text}; expected ${issue.message}`, issue.input);
  }

  private isSecret(path: ManifestPath): boolean {
    return isSecretPath(path) || this.taint.covers(path);
  }

  private say(law: Law, path: ManifestPath, message: string, input: unknown, expected = ''): void {
    const wrong: Wrong = { path, input, expected, written: this.source.written(path) ?? '' };
    const hint = this.taint.covers(path) ? '' : hintFor(wrong);
    this.reporter.report(law, { path, message: `${nameOf(path)} ${message}`, hint });
  }

  private unknown({ keys, input }: IssueOf<'unrecognized_keys'>, path: ManifestPath): void {
    const mixed = mixedForms(path, input);
    if (mixed) {
      const [first = '', second = ''] = mixed.given;
      this.reporter.report(notLegalValue, {
        path: [...path, second],
        at: 'key',
        message: `${nameOf(path)} has ${mixed.given.join(' and ')}; it takes only one of ${mixed.legal.join(', ')}`,
        related: [{ path: [...path, first], at: 'key', message: `the first of them` }],
      });
      return;
    }
    const map = isRecord(input) ? input : {};
    const before = keysBefore(map);
    for (const key of keys) this.unknownKey(key, path, map, before.get(key));
  }

  private unknownKey(key: string, map: ManifestPath, input: Record<string, unknown>, before: string | undefined): void {
    const legal = keysAt(map);
    const { hint, path } = meaningOf(key, map, legal, input[key]);
    const rival = path?.length === map.length + 1 && Object.hasOwn(input, String(path.at(-1))) ? path : undefined;
    if (path && !rival) this.broken.add(pathKey(path));
    this.reporter.report(unknownKey, {
      path: [...map, key],
      at: 'key',
      message: `unknown key '${shortened(maskedStep([...map, key], map.length))}' in ${nameOf(map)}; legal keys: ${legal.join(', ')}`,
      hint: emptyKeyBefore(key, before, input) ?? (rival ? `Remove it: '${rival.at(-1)}' is there too.` : hint),
    });
  }

  private wrongName({ issues }: IssueOf<'invalid_key'>, path: ManifestPath): void {
    const name = String(path.at(-1));
    const isCode = path[0] === 'allow';
    this.reporter.report(wrongForm, {
      path,
      at: 'key',
      message: `the name '${shortened(name)}' in ${nameOf(path.slice(0, -1))} does not have the required form: ${issues[0]?.message ?? ''}`,
      hint: isCode ? suggestCode(name) : suggestName(name),
    });
  }

  private missing(path: ManifestPath): void {
    const key = String(path.at(-1));
    const words = schemasAt(path).flatMap((schema) => [...(schema._zod.values ?? [])].map(String));
    this.reporter.report(missingKey, {
      path,
      at: 'key',
      message: `${nameOf(path.slice(0, -1))} has no '${key}'`,
      hint:
        MISSING_HINTS[patternOf(path)] ??
        (Object.hasOwn(MISSING_HINTS, key) ? MISSING_HINTS[key] : undefined) ??
        (words.length > 0 ? `It is ${orList(words)}.` : ''),
    });
  }

  private notLegal({ values, input }: IssueOf<'invalid_value'>, path: ManifestPath, text: string): void {
    const legal = values.map(String);
    const keys = keysAt(path);
    if (legal.length === 0) {
      const types = [...new Set(schemasAt(path).map((schema) => typeName(schema._zod.def.type, path)))];
      this.say(wrongType, path, `is ${text}; expected ${orList(types)}`, input);
      return;
    }
    const maps = keys.length > 0 ? `, or a map with ${keys.join(', ')}` : '';
    const expected = maps === '' ? '' : 'object';
    this.say(notLegalValue, path, `is ${text}; legal values: ${legal.join(', ')}${maps}`, input, expected);
  }

  private size(path: ManifestPath, input: unknown, bound: string): void {
    const isLink = schemasAt(path).some((schema) => schema._zod.def.type === 'tuple');
    const law = path[0] === 'allow' ? 'a reason is required' : isLink ? 'a link has two hosts' : bound;
    this.say(outOfRange, path, `${sizeOf(input)}; ${law}`, input);
  }
}

/** Of each key the nearest one above whose value is no map. In one pass: a map may have a hundred thousand wrong keys. */
function keysBefore(input: Record<string, unknown>): ReadonlyMap<string, string | undefined> {
  const found = new Map<string, string | undefined>();
  let last: string | undefined;
  for (const [key, value] of Object.entries(input)) {
    found.set(key, last);
    if (!isRecord(value)) last = key;
  }
  return found;
}

/** A key that is not indented leaves the one that it belongs to empty. */
function emptyKeyBefore(key: string, before: string | undefined, input: Record<string, unknown>): string | undefined {
  return before !== undefined && input[before] === null && isRecord(input[key])
    ? `Indent it, if it belongs under '${shortened(before)}', which is empty.`
    : undefined;
}

function sizeOf(value: unknown): string {
  if (typeof value !== 'string' && !Array.isArray(value)) return `is ${value}`;
  const [one, more] = typeof value === 'string' ? ['character', 'characters'] : ['entry', 'entries'];
  return value.length === 0 ? 'is empty' : `has ${value.length} ${value.length === 1 ? one : more}`;
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  object: 'a map',
  map: 'a map',
  record: 'a map',
  array: 'a list',
  tuple: 'a list of two hosts',
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
};

function typeName(expected: string, path: ManifestPath): string {
  const keys = keysAt(path);
  const name = TYPE_NAMES[expected] ?? expected;
  return keys.length > 0
    ? `${name} with ${keys.join(', ')}`
    : path[0] === 'allow' && path.length > 1
      ? 'a reason'
      : name;
}

/** The nearest legal host name: `Host_1` was meant as `host-1`. */
function suggestName(name: string): string {
  const legal = name
    .slice(0, 200)
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, '-')
    .slice(0, 63)
    .replace(/^-+|(?<!-)-+$/g, '');
  return legal === '' || legal === name ? '' : `Did you mean '${legal}'?`;
}

/** `mi-0652` was meant as `MI0652`. */
function suggestCode(name: string): string {
  const code = name
    .slice(0, 20)
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '');
  return /^MI\d{4}$/.test(code) ? `Did you mean '${code}'?` : 'Copy the code from the warning.';
}
