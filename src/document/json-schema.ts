import type { ManifestPath } from '../diagnostics/diagnostic.ts';
import { isRecord } from '../manifest/wording.ts';
import { betterBranch, distinct, type SchemaFault, type Wanted } from './schema-fault.ts';

/** A JSON schema of draft 4 or 7, as far as the published ones of cloud-init and Compose go. */
export type JsonSchema = { readonly [keyword: string]: unknown };

type Keyword = (argument: never, value: unknown, place: Place) => SchemaFault[];

/** Where in the value, and in which schema, a keyword is judged. */
interface Place {
  readonly path: ManifestPath;
  readonly schema: JsonSchema;
  readonly judge: (schema: JsonSchema, value: unknown, path: ManifestPath) => SchemaFault[];
  readonly refer: (pointer: string) => JsonSchema;
}

/**
 * Judges values by a JSON schema. Not ajv: its faults are a flat list, from which the branch that was meant can hardly
 * be told, and its generated code is ten times the schema's size. The tests compare the verdicts of both.
 */
export class SchemaJudge {
  private readonly root: JsonSchema;

  constructor(root: JsonSchema) {
    this.root = root;
  }

  /** What is wrong with a value; of alternatives, what is wrong by the one that it was most likely meant for. */
  faultsOf(value: unknown): SchemaFault[] {
    return distinct(this.judge(this.root, value, []));
  }

  private readonly judge = (schema: JsonSchema, value: unknown, path: ManifestPath): SchemaFault[] => {
    const place = { path, schema, judge: this.judge, refer: this.refer };
    const found: SchemaFault[] = [];
    for (const name in schema) {
      const keyword = keywords[name];
      if (!keyword) throw new Error(`the schema has a keyword that is not known here: ${name}`);
      found.push(...keyword(schema[name] as never, value, place));
    }
    // What has not even the type says no more by its length or form.
    const ofType = found.filter((fault) => fault.kind === 'type' && fault.path.length === path.length);
    return ofType.length > 0 ? ofType : found;
  };

  private readonly refer = (pointer: string): JsonSchema => {
    let node: unknown = this.root;
    for (const step of pointer.split('/').slice(1)) node = isRecord(node) ? node[step] : undefined;
    if (!isRecord(node)) throw new Error(`the schema has no ${pointer}`);
    return node;
  };
}

const nothing: Keyword = () => [];

const keywords: Readonly<Record<string, Keyword>> = {
  $schema: nothing,
  $defs: nothing,
  $id: nothing,
  definitions: nothing,
  title: nothing,
  default: nothing,
  deprecated: nothing,
  description: nothing,
  hidden: nothing,
  label: nothing,
  // Of a later draft: to draft 4, and so to cloud-init 22.4.2, it says nothing.
  prefixItems: nothing,
  // Holds only where `items` is a list, which it nowhere is.
  additionalItems: nothing,

  $ref: (pointer: string, value, { judge, refer, path }) => judge(refer(pointer), value, path),
  type: (wanted: string | readonly string[], value, { path }) => {
    const types = typeof wanted === 'string' ? [wanted] : wanted;
    return types.some((type) => isOfType(value, type)) ? [] : [unfit('type', path, value, { types })];
  },
  enum: (values: readonly unknown[], value, { path }) =>
    values.includes(value) ? [] : [unfit('value', path, value, { values })],
  minimum: (least: number, value, { path }) =>
    typeof value === 'number' && value < least ? [outOf(path, value, `a number of at least ${least}`)] : [],
  maximum: (most: number, value, { path }) =>
    typeof value === 'number' && value > most ? [outOf(path, value, `a number of at most ${most}`)] : [],
  pattern: (pattern: string, value, { path }) =>
    typeof value === 'string' && !fits(pattern, value) ? [outOf(path, value, `the form ${pattern}`)] : [],
  format: (format: string, value, { path }) => {
    const form = FORMATS[format];
    if (!form) throw new Error(`the schema has a format that is not known here: ${format}`);
    return typeof value === 'string' && !form.holds(value) ? [outOf(path, value, form.title)] : [];
  },

  items: (schema: JsonSchema, value, { judge, path }) =>
    Array.isArray(value) ? value.flatMap((item, index) => judge(schema, item, [...path, index])) : [],
  minItems: (least: number, value, { path }) =>
    Array.isArray(value) && value.length < least ? [outOf(path, value, `at least ${entries(least)}`)] : [],
  maxItems: (most: number, value, { path }) =>
    Array.isArray(value) && value.length > most ? [outOf(path, value, `at most ${entries(most)}`)] : [],
  uniqueItems: (isWanted: boolean, value, { path }) =>
    isWanted && Array.isArray(value) && new Set(value.map((item) => JSON.stringify(item))).size < value.length
      ? [outOf(path, value, 'unique entries')]
      : [],

  properties: (schemas: Readonly<Record<string, JsonSchema>>, value, { judge, path }) =>
    isRecord(value)
      ? Object.keys(value).flatMap((key) => {
          const schema = Object.hasOwn(schemas, key) ? schemas[key] : undefined;
          return schema ? judge(schema, value[key], [...path, key]) : [];
        })
      : [],
  patternProperties: (schemas: Readonly<Record<string, JsonSchema>>, value, { judge, path }) =>
    isRecord(value)
      ? Object.entries(schemas).flatMap(([pattern, schema]) =>
          Object.keys(value)
            .filter((key) => fits(pattern, key))
            .flatMap((key) => judge(schema, value[key], [...path, key])),
        )
      : [],
  additionalProperties: (rest: boolean | JsonSchema, value, { judge, path, schema }) => {
    if (rest === true || !isRecord(value)) return [];
    const legal = Object.keys(schema['properties'] ?? {});
    const patterns = Object.keys(schema['patternProperties'] ?? {});
    const others = Object.keys(value).filter(
      (key) => !legal.includes(key) && !patterns.some((pattern) => fits(pattern, key)),
    );
    if (rest !== false) return others.flatMap((key) => judge(rest, value[key], [...path, key]));
    return others.map((key) => ({ kind: 'key', path: [...path, key], legal, patterns }));
  },
  required: (keys: readonly string[], value, { path }) =>
    isRecord(value)
      ? keys.filter((key) => !Object.hasOwn(value, key)).map((key) => ({ kind: 'missing', path, anyOf: [key] }))
      : [],
  minProperties: (least: number, value, { path }) =>
    isRecord(value) && Object.keys(value).length < least ? [outOf(path, value, `at least ${entries(least)}`)] : [],

  allOf: (schemas: readonly JsonSchema[], value, { judge, path }) =>
    schemas.flatMap((schema) => judge(schema, value, path)),
  anyOf: (schemas: readonly JsonSchema[], value, { judge, path }) => {
    const branches = schemas.map((schema) => judge(schema, value, path));
    return branches.some((faults) => faults.length === 0) ? [] : betterBranch(branches, path);
  },
  oneOf: (schemas: readonly JsonSchema[], value, { judge, path }) => {
    const branches = schemas.map((schema) => judge(schema, value, path));
    const fitting = schemas.filter((_, index) => branches[index]?.length === 0);
    if (fitting.length === 1) return [];
    if (fitting.length === 0) return betterBranch(branches, path);
    const keys = fitting.flatMap((schema) => (schema['required'] ?? []) as string[]);
    return [outOf(path, value, keys.length > 0 ? `only one of ${keys.join(', ')}` : 'only one of its forms')];
  },
};

function unfit(kind: 'type' | 'value', path: ManifestPath, found: unknown, wanted: Partial<Wanted>): SchemaFault {
  return { kind, path, found, wanted: { types: [], values: [], forms: [], ...wanted } };
}

const outOf = (path: ManifestPath, found: unknown, form: string): SchemaFault =>
  unfit('value', path, found, { forms: [form] });

const entries = (count: number): string => (count === 1 ? '1 entry' : `${count} entries`);

function isOfType(value: unknown, type: string): boolean {
  switch (type) {
    case 'object':
      return isRecord(value);
    case 'array':
      return Array.isArray(value);
    case 'null':
      return value === null;
    case 'integer':
      return Number.isInteger(value);
    default:
      return typeof value === type;
  }
}

const FORMATS: Readonly<Record<string, { readonly title: string; readonly holds: (text: string) => boolean }>> = {
  date: {
    title: 'a date such as 2030-12-31',
    holds: (text) => /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(text),
  },
  // Loose: package managers' addresses hold `$releasever`, and cloud-init itself does not look.
  uri: {
    title: 'an address with its scheme, such as https://example.com/',
    holds: (text) => /^[a-z][\w+.-]*:\S+$/i.test(text),
  },
  hostname: { title: 'a host’s name or address', holds: (text) => /^[\w.:[\]%-]{1,253}$/.test(text) },
};

/** Some patterns of published schemas take quadratic time: a text of more letters is not held against any. */
const MOST_LETTERS = 2000;

const fits = (pattern: string, text: string): boolean => text.length > MOST_LETTERS || regExp(pattern).test(text);

const expressions = new Map<string, RegExp>();

function regExp(pattern: string): RegExp {
  const known = expressions.get(pattern);
  if (known) return known;
  const made = new RegExp(pattern);
  expressions.set(pattern, made);
  return made;
}
