/** A JSON Schema, or a part of one. */
export type Schema = Readonly<Record<string, unknown>>;

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** Every schema that a value at a path may follow: one for each alternative. */
export function schemasAt(root: Schema, path: readonly string[]): Schema[] {
  return path.reduce<Schema[]>(
    (schemas, key) => schemas.flatMap((schema) => below(schema, key)).flatMap((schema) => alternatives(schema, root)),
    alternatives(root, root),
  );
}

/** A schema without what stands for others. A page has no environment, files or secrets: what names them is left out. */
function alternatives(schema: Schema, root: Schema): Schema[] {
  const { $ref: ref, anyOf, oneOf, allOf, ...own } = schema;
  if (typeof ref === 'string') {
    const keys = ref.split('/').slice(1);
    if (keys.at(-1)?.startsWith('$')) return [];
    const target = keys.reduce<unknown>((at, key) => (isSchema(at) ? at[key] : undefined), root);
    return isSchema(target) ? alternatives(target, root) : [];
  }
  const others = [anyOf, oneOf, allOf].flatMap(listOf).filter(isSchema);
  // What is said beside the alternatives holds for each.
  return others.length === 0
    ? [own]
    : others.flatMap((other) => alternatives(other, root)).map((other) => ({ ...own, ...other }));
}

function below(schema: Schema, key: string): Schema[] {
  if (key === '-') return [schema['items'], ...listOf(schema['prefixItems'])].filter(isSchema);
  const properties = schema['properties'];
  const own = isSchema(properties) && Object.hasOwn(properties, key) ? properties[key] : undefined;
  return [own ?? schema['additionalProperties']].filter(isSchema);
}

/** The keys of a map, and what each means. */
export function keysOf(schemas: readonly Schema[]): Map<string, string> {
  const keys = new Map<string, string>();
  for (const { properties } of schemas) {
    if (!isSchema(properties)) continue;
    for (const [key, value] of Object.entries(properties)) if (!keys.has(key)) keys.set(key, textOf(value));
  }
  return keys;
}

const textOf = (schema: unknown): string =>
  isSchema(schema) && typeof schema['description'] === 'string' ? schema['description'] : '';

/** The words that a value may be. */
export function valuesOf(schemas: readonly Schema[]): string[] {
  const values = schemas.flatMap((schema) => [
    ...listOf(schema['enum']),
    ...(schema['const'] === undefined ? [] : [schema['const']]),
    ...(schema['type'] === 'boolean' ? [true, false] : []),
  ]);
  return [...new Set(values.map(String))];
}

/** What is said of a value. */
export function describe(schemas: readonly Schema[]): string {
  return [...new Set(schemas.map(textOf))].filter((text) => text !== '').join(' ');
}
