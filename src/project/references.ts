import type { ManifestPath } from '../diagnostics/diagnostic.ts';
import { isRecord } from '../manifest/wording.ts';

/** Where a whole value can come from. */
export const referenceKeys = ['$env', '$file', '$secret'] as const;
export type ReferenceKey = (typeof referenceKeys)[number];

/** Whether a map stands for a value from elsewhere. */
export const isReference = (value: Readonly<Record<string, unknown>>): boolean =>
  referenceKeys.some((key) => Object.hasOwn(value, key));

/** A map that is one, taken apart. */
export interface Reference {
  readonly key: ReferenceKey;
  readonly name: string;
  /** Of `$env`, where it is given. */
  readonly preset?: { readonly value: unknown };
}

/** What a map says that has such a key, or why it says nothing. */
export function readReference(value: Readonly<Record<string, unknown>>): Reference | { readonly fault: string } {
  const [key, ...more] = referenceKeys.filter((candidate) => Object.hasOwn(value, candidate));
  if (key === undefined || more.length > 0)
    return { fault: `has ${[key, ...more].join(' and ')}; it takes one of them` };
  const others = Object.keys(value).filter((other) => other !== key && !(key === '$env' && other === 'default'));
  if (others.length > 0)
    return {
      fault: `has ${key} and other keys; ${key === '$env' ? 'only default goes with $env' : `${key} stands alone`}`,
    };
  const name = value[key];
  if (typeof name !== 'string' || name === '') return { fault: `has ${key} without ${WANTED[key]}` };
  if (key === '$env' && !/^[A-Za-z_][A-Za-z0-9_]*$/.test(name))
    return { fault: 'has $env with what is no name of a variable' };
  return Object.hasOwn(value, 'default') ? { key, name, preset: { value: value['default'] } } : { key, name };
}

const WANTED: Readonly<Record<ReferenceKey, string>> = {
  $env: 'the name of a variable',
  $file: 'the path of a file',
  $secret: 'the name of a value',
};

/** Names of the variables that `$env` names in a value, in defaults too. */
export function variablesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(variablesIn);
  if (!isRecord(value)) return [];
  const name = value['$env'];
  return [...(typeof name === 'string' ? [name] : []), ...Object.values(value).flatMap(variablesIn)];
}

/** Every path that `$file` names in a value, and where. */
export function filesNamed(
  value: unknown,
  path: ManifestPath = [],
): { readonly path: ManifestPath; readonly name: string }[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => filesNamed(item, [...path, index]));
  if (!isRecord(value)) return [];
  const name = value['$file'];
  if (typeof name === 'string') return [{ path, name }];
  return Object.entries(value).flatMap(([key, inner]) => filesNamed(inner, [...path, key]));
}
