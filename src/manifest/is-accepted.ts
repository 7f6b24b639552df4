import accepted from '../../schemas/accepted.json' with { type: 'json' };
import type { ManifestInput } from './schema.ts';

type Form = { readonly [keyword: string]: unknown };
type Keyword = (argument: never, value: unknown, form: Form) => boolean;

/**
 * Whether a value is a manifest beyond doubt. To make the schema takes longer than all the rest of a short call: a
 * manifest without a fault is told by the form that was made from it beforehand. What this does not accept may be right
 * nevertheless: the schema has the last word, and the words for people.
 */
export function isAccepted(value: unknown): value is ManifestInput {
  form ??= JSON.parse(JSON.stringify(accepted)) as Form;
  return fits(form, value);
}

let form: Form | undefined;

/** Takes no value: it has a keyword that nothing here knows. */
const NOTHING: Form = { not: {} };

function fits(form: Form, value: unknown): boolean {
  const { type } = form;
  if (type !== undefined && ![type].flat().some((name) => types[String(name)]?.(value))) return false;
  for (const name in form) {
    if (name === 'type') continue;
    const holds = keywords[name];
    if (!holds?.(form[name] as never, value, form)) return false;
  }
  return true;
}

/** Like zod's: no list, and nothing that a program made. */
const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

const types: Readonly<Record<string, (value: unknown) => boolean>> = {
  object: isMap,
  array: Array.isArray,
  string: (value) => typeof value === 'string',
  boolean: (value) => typeof value === 'boolean',
  number: Number.isFinite,
  integer: Number.isSafeInteger,
};

/** Each is held against a value of the type that stands beside it. */
const keywords: Readonly<Record<string, Keyword>> = {
  const: (only: unknown, value) => value === only,
  enum: (values: readonly unknown[], value) => values.includes(value),
  minimum: (least: number, value) => Number(value) >= least,
  maximum: (most: number, value) => Number(value) <= most,
  pattern: (source: string, value) => expression(source).test(String(value)),
  minLength: (least: number, value) => String(value).length >= least,
  maxLength: (most: number, value) => String(value).length <= most,
  prefixItems: (items: readonly Form[], value) =>
    (value as unknown[]).slice(0, items.length).every((one, index) => fits(items[index] ?? NOTHING, one)),
  items: (rest: Form | false, value, { prefixItems = [] }) =>
    (value as unknown[]).slice((prefixItems as unknown[]).length).every((one) => fits(rest || NOTHING, one)),
  minItems: (least: number, value) => (value as unknown[]).length >= least,
  maxItems: (most: number, value) => (value as unknown[]).length <= most,
  properties: (forms: Readonly<Record<string, Form>>, value) =>
    Object.entries(value as object).every(([key, one]) => {
      const form = Object.hasOwn(forms, key) ? forms[key] : undefined;
      return form === undefined || fits(form, one);
    }),
  additionalProperties: (rest: Form | false, value, { properties = {} }) =>
    Object.entries(value as object).every(
      ([key, one]) => Object.hasOwn(properties as object, key) || fits(rest || NOTHING, one),
    ),
  // A map's own `__proto__` is none to zod.
  propertyNames: (form: Form, value) =>
    Object.keys(value as object).every((key) => key !== '__proto__' && fits(form, key)),
  required: (keys: readonly string[], value) => keys.every((key) => Object.hasOwn(value as object, key)),
  anyOf: (forms: readonly Form[], value) => forms.some((form) => fits(form, value)),
};

const expressions = new Map<string, RegExp>();

function expression(source: string): RegExp {
  const known = expressions.get(source);
  if (known) return known;
  const made = new RegExp(source);
  expressions.set(source, made);
  return made;
}
