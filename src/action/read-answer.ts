import type * as z from 'zod';
import { Failure } from './failure.ts';

/** @throws Failure where an answer is not what GitHub's API describes: a proxy or another server may have given it */
export function readAnswer<Schema extends z.ZodType>(schema: Schema, data: unknown, what: string): z.output<Schema> {
  const result = schema.safeParse(data);
  if (result.success) return result.data;
  const path = result.error.issues[0]?.path.join('.') ?? '';
  const where = path === '' ? '' : `: its ${path} is missing or has the wrong type`;
  throw new Failure(`the API did not return ${what}${where}. Does GITHUB_API_URL point to GitHub?`);
}
