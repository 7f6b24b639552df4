import { z } from 'zod';
import type { ManifestPath } from '../diagnostics/diagnostic.ts';
import { manifestSchema } from './schema.ts';

/** The keys that a map at a path may have, from the schema itself; of a union, those of all its maps. */
export function keysAt(path: ManifestPath): string[] {
  let schemas: z.core.$ZodType[] = [manifestSchema];
  for (const step of path) schemas = schemas.flatMap(unwrap).flatMap((schema) => child(schema, step));
  return schemas.flatMap(unwrap).flatMap((schema) => (schema instanceof z.ZodObject ? Object.keys(schema.shape) : []));
}

function unwrap(schema: z.core.$ZodType): z.core.$ZodType[] {
  if (schema instanceof z.ZodOptional) return unwrap(schema.unwrap());
  if (schema instanceof z.ZodUnion) return schema.options.flatMap(unwrap);
  return [schema];
}

function child(schema: z.core.$ZodType, step: string | number): z.core.$ZodType[] {
  if (schema instanceof z.ZodObject) {
    const found = schema.shape[String(step)];
    return found ? [found] : [];
  }
  if (schema instanceof z.ZodRecord) return [schema.valueType];
  if (schema instanceof z.ZodArray) return [schema.element];
  return [];
}
