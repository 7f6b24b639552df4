import * as z from 'zod';
import type { ManifestPath } from '../diagnostics/diagnostic.ts';
import { schemasAt } from '../manifest/keys.ts';

type Schema = ReturnType<typeof schemasAt>[number];

/** Whether meshinit itself knows what stands at a path, and not only another program. */
export const isTyped = (path: ManifestPath): boolean =>
  schemasAt(path).some((schema) => !(schema instanceof z.ZodUnknown) && !(schema instanceof z.ZodRecord));

/**
 * A text from elsewhere as what its place takes: a number or a boolean where it takes no text. What does not fit stays a
 * text, and the schema says so.
 * @param likeness what tells the type where meshinit does not know it: the value that stands for a missing one
 */
export function typedText(path: ManifestPath, text: string, likeness?: unknown): unknown {
  const schemas = schemasAt(path);
  if (schemas.some((schema) => takesText(schema, text))) return text;
  const isKnown = isTyped(path);
  const takes = (type: 'number' | 'boolean'): boolean =>
    isKnown ? schemas.some((schema) => takesType(schema, type)) : typeof likeness === type;
  if (takes('boolean') && /^(?:true|false)$/.test(text)) return text === 'true';
  return takes('number') && /^-?(?:0|[1-9]\d{0,14})$/.test(text) ? Number(text) : text;
}

const takesText = (schema: Schema, text: string): boolean =>
  schema instanceof z.ZodString || (isChoice(schema) && schema._zod.values.has(text));

const takesType = (schema: Schema, type: 'number' | 'boolean'): boolean =>
  (type === 'number' ? schema instanceof z.ZodNumber : schema instanceof z.ZodBoolean) ||
  (isChoice(schema) && [...schema._zod.values].some((value) => typeof value === type));

const isChoice = (schema: Schema): schema is z.ZodEnum | z.ZodLiteral =>
  schema instanceof z.ZodEnum || schema instanceof z.ZodLiteral;
