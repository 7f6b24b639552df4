import type { ManifestPath } from '../diagnostics/diagnostic.ts';
import { maskText } from '../secrets/mask.ts';
import { maskedStep } from '../secrets/mask-key.ts';

const MOST_LETTERS = 60;
/** What is looked at before it is cut: half a token is no token's form. */
const MOST_LOOKED_AT = 4096;

/** `hosts.host1.mtu`, or `the manifest` for the root. */
export function nameOf(path: ManifestPath): string {
  if (path.length === 0) return 'the manifest';
  return path
    .map((step, index) =>
      typeof step === 'number' ? `[${step}]` : `${index > 0 ? '.' : ''}${shortened(maskedStep(path, index))}`,
    )
    .join('');
}

/** A text in a message: short, on one line, without secrets, and nothing in it that a terminal would obey. */
export function shortened(whole: string): string {
  const text = maskText(whole.slice(0, MOST_LOOKED_AT));
  const short = text.length > MOST_LETTERS ? `${text.slice(0, MOST_LETTERS - 3)}…` : text;
  return short.replace(/[\p{Cc}\p{Cs}]/gu, ' ');
}

/**
 * A value in a message: short, and never a whole map or list.
 * @param written a number as it stands in the text
 */
export function shown(value: unknown, isSecret: boolean, written = String(value)): string {
  const type = typeOf(value);
  if (isSecret || value === null || typeof value === 'object') return type;
  if (typeof value === 'string') return `'${shortened(value)}'`;
  return `the ${typeof value} ${shortened(written)}`;
}

export function typeOf(value: unknown): string {
  if (value === null || value === undefined) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return Object.keys(value).length === 0 ? 'an empty map' : 'a map';
  return typeof value === 'string' ? 'a text' : `a ${typeof value}`;
}

/** `a`, `a or b`, `a, b or c`. */
export function orList(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} or ${last}`;
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
