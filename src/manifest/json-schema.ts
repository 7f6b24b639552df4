import * as z from 'zod';
import { manifestSchema } from './schema.ts';

/** The manifest's JSON Schema (2020-12), for editors and other tools: made from the schema that checks it. */
export function manifestJsonSchema(): Record<string, unknown> {
  return z.toJSONSchema(manifestSchema, { io: 'input', target: 'draft-2020-12' });
}
