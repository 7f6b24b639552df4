import * as z from 'zod';
import { referenceKeys } from '../project/references.ts';
import { takesSecret } from '../project/secret-places.ts';
import { isRawPart } from '../secrets/key-kinds.ts';
import { manifestSchema } from './schema.ts';
import { SCHEMA_URL } from './schema-url.ts';

type JsonSchema = Readonly<Record<string, unknown>>;
type Path = readonly (string | number)[];

/** The manifest's keys and values alone, as JSON Schema: what a manifest is when everything is in its place. */
export const plainJsonSchema = (): JsonSchema =>
  z.toJSONSchema(manifestSchema, { io: 'input', target: 'draft-2020-12' });

/** What is for people alone, or for editors. */
const PROSE = ['title', 'description', 'examples'] as const;

/**
 * What `isAccepted` holds a manifest against, made from the schema: `npm run generate` keeps it in
 * `schemas/accepted.json`. What JSON Schema cannot say is left to the schema itself: `not` everything.
 */
export function acceptedForm(): unknown {
  const { $schema: _, ...form } = z.toJSONSchema(manifestSchema, {
    io: 'input',
    override({ zodSchema, jsonSchema }) {
      for (const word of PROSE) delete jsonSchema[word];
      if (saysMore(zodSchema)) jsonSchema.not = {};
    },
  });
  return form;
}

/** Whether a check of a schema's own is a function, or an expression with flags. */
const saysMore = ({ _zod: { def } }: z.core.$ZodType): boolean =>
  (def.checks ?? []).some(({ _zod: { def: check } }) => {
    const pattern = 'pattern' in check && check.pattern instanceof RegExp ? check.pattern : undefined;
    return check.check === 'custom' || (pattern !== undefined && pattern.flags !== '');
  });

/**
 * The manifest's JSON Schema (2020-12), for editors and other tools: made from the schema that checks it, with values
 * from elsewhere wherever they may stand.
 */
export function manifestJsonSchema(): Record<string, unknown> {
  const { required: _, ...schema } = inner(plainJsonSchema(), []);
  return {
    $id: SCHEMA_URL,
    ...schema,
    required: ['meshinit'],
    // Hosts may be in an included file.
    anyOf: [{ required: ['hosts'] }, { required: ['include'] }],
    $defs: definitions,
  };
}

const text = (description: string, pattern?: string): JsonSchema => ({
  type: 'string',
  minLength: 1,
  description,
  ...(pattern === undefined ? {} : { pattern }),
});

const definitions: Readonly<Record<(typeof referenceKeys)[number], JsonSchema>> = {
  $env: {
    description: 'The value of an environment variable.',
    type: 'object',
    properties: {
      $env: text('Its name.', '^[A-Za-z_][A-Za-z0-9_]*$'),
      default: { description: 'The value if the variable is not set, or empty.' },
    },
    required: ['$env'],
    additionalProperties: false,
  },
  $file: {
    description: 'The text of a file.',
    type: 'object',
    properties: { $file: text('Its path from this file.') },
    required: ['$file'],
    additionalProperties: false,
  },
  $secret: {
    description: 'A secret from --values. It is in documents, and nowhere else.',
    type: 'object',
    properties: { $secret: text('Its name, with dots between the keys of maps.') },
    required: ['$secret'],
    additionalProperties: false,
  },
};

/** Keys whose values are read before anything else is. */
const FIXED: readonly string[] = ['meshinit', 'include'];

function orReference(schema: JsonSchema, path: Path): JsonSchema {
  if (path.length === 1 && FIXED.includes(String(path[0]))) return schema;
  const references = referenceKeys
    .filter((key) => key !== '$secret' || takesSecret(path))
    .map((key) => ({ $ref: `#/$defs/${key}` }));
  const { description, anyOf, ...own } = inner(schema, path);
  const forms = Array.isArray(anyOf) ? anyOf : [own];
  return { ...(description === undefined ? {} : { description }), anyOf: [...forms, ...references] };
}

/** The same with references in it, but not in its own place. */
function inner(schema: JsonSchema, path: Path): JsonSchema {
  const { properties, additionalProperties, items, prefixItems, anyOf } = schema;
  const entries = isSchema(properties)
    ? Object.entries(properties).map(([key, value]) => [key, orReference(value as JsonSchema, [...path, key])])
    : [];
  const name = path.length === 1 && path[0] === 'hosts' ? 'name' : '*';
  return {
    ...schema,
    ...(entries.length > 0 ? { properties: Object.fromEntries(entries) } : {}),
    ...(isSchema(additionalProperties) ? { additionalProperties: entryOf(additionalProperties, path, name) } : {}),
    ...(isSchema(items) ? { items: orReference(items, [...path, 0]) } : {}),
    ...(Array.isArray(prefixItems)
      ? { prefixItems: prefixItems.map((item, index) => orReference(item, [...path, index])) }
      : {}),
    ...(Array.isArray(anyOf) ? { anyOf: anyOf.map((form) => inner(form, path)) } : {}),
  };
}

/** Of what other programs read anything is right; editors still propose what may come from elsewhere. */
const entryOf = (schema: JsonSchema, path: Path, name: string): JsonSchema => {
  const value = orReference(schema, [...path, name]);
  return isRawPart(path) ? { anyOf: [...(value['anyOf'] as JsonSchema[]).slice(1), {}] } : value;
};

const isSchema = (value: unknown): value is JsonSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
