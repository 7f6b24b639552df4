import * as z from 'zod';
import type { ManifestPath } from '../diagnostics/diagnostic.ts';
import { patternOf } from './path-pattern.ts';
import { manifestSchema } from './schema.ts';

type Schema = z.core.$ZodType;

/** The schemas that a value at a path may have, unions and optionals taken apart. */
export function schemasAt(path: ManifestPath): readonly Schema[] {
  const [last] = path.slice(-1);
  if (last === undefined) return root;
  const pattern = patternOf(path);
  const seen = known.get(pattern);
  if (seen) return seen;
  const schemas = schemasAt(path.slice(0, -1))
    .flatMap((schema) => child(schema, last))
    .flatMap(unwrap);
  // Paths of the schema are few; those of unknown keys are not.
  if (schemas.length > 0) known.set(pattern, schemas);
  return schemas;
}

const root = unwrap(manifestSchema);
const known = new Map<string, readonly Schema[]>();

/** The keys that a map at a path may have, from the schema itself; of a union, those of all its maps. */
export function keysAt(path: ManifestPath): string[] {
  return keySetsAt(path).flat();
}

/** The same, apart for each form that the map may have. */
export function keySetsAt(path: ManifestPath): string[][] {
  return schemasAt(path).flatMap((schema) => (schema instanceof z.ZodObject ? [Object.keys(schema.shape)] : []));
}

/** The words that a value at a path may be. */
export function wordsAt(path: ManifestPath): string[] {
  return schemasAt(path).flatMap((schema) =>
    schema instanceof z.ZodEnum || schema instanceof z.ZodLiteral ? [...schema._zod.values].map(String) : [],
  );
}

/** Legal values of a free form, as the schema shows them. */
export function examplesAt(path: ManifestPath): unknown[] {
  return schemasAt(path).flatMap((schema) => z.globalRegistry.get(schema)?.examples ?? []);
}

/** What to leave out so that the rest is a manifest: the value itself, or the nearest parent that can miss a part. */
export function removableAt(path: ManifestPath): ManifestPath {
  let depth = path.length;
  while (depth > 1 && !canLose(path.slice(0, depth - 1), path[depth - 1] ?? '')) depth -= 1;
  return path.slice(0, depth);
}

function canLose(parent: ManifestPath, step: string | number): boolean {
  const schemas = schemasAt(parent);
  if (schemas.some((schema) => schema instanceof z.ZodRecord)) return true;
  const shapes = schemas.flatMap((schema) => (schema instanceof z.ZodObject ? [schema.shape] : []));
  return shapes.length > 0 && shapes.every((shape) => isOptional(shape[String(step)]));
}

const isOptional = (schema: Schema | undefined): boolean => schema === undefined || schema instanceof z.ZodOptional;

/** Where a key is legal: `defaults`, `hosts.<name>`, `network`, …; '' for the root. */
export function homesOf(key: string): readonly string[] {
  homes ??= findHomes(manifestSchema, '', new Map());
  return homes.get(key) ?? [];
}

let homes: ReadonlyMap<string, readonly string[]> | undefined;

function findHomes(schema: Schema, at: string, found: Map<string, string[]>): Map<string, string[]> {
  for (const one of unwrap(schema)) {
    if (one instanceof z.ZodRecord) findHomes(one.valueType, `${at}.<name>`, found);
    if (one instanceof z.ZodArray) findHomes(one.element, `${at}[]`, found);
    if (!(one instanceof z.ZodObject)) continue;
    for (const [key, inner] of Object.entries<Schema>(one.shape)) {
      found.set(key, [...(found.get(key) ?? []), at]);
      findHomes(inner, at === '' ? key : `${at}.${key}`, found);
    }
  }
  return found;
}

function unwrap(schema: Schema): Schema[] {
  if (schema instanceof z.ZodOptional) return unwrap(schema.unwrap());
  if (schema instanceof z.ZodUnion) return schema.options.flatMap(unwrap);
  return [schema];
}

function child(schema: Schema, step: string | number): Schema[] {
  if (schema instanceof z.ZodObject) return Object.hasOwn(schema.shape, step) ? [schema.shape[String(step)]] : [];
  if (schema instanceof z.ZodRecord) return [schema.valueType];
  if (schema instanceof z.ZodArray) return [schema.element];
  if (schema instanceof z.ZodTuple) return schema.def.items.slice(Number(step), Number(step) + 1);
  return [];
}
