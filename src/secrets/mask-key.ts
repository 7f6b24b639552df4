import type { ManifestPath } from '../diagnostics/diagnostic.ts';
import { isSecretPath } from './key-kinds.ts';

/** `key:word`, `key word`, `key=word`: to YAML a key without a value. */
const JOINED = /^([\w.-]{1,60})(?:\s{0,4}[:=]\s{0,4}|\s{1,4})(?=\S)/;

/** How many letters of a key come before a secret that was written into it; undefined where there is none. */
export function secretStart(map: ManifestPath, key: string): number | undefined {
  const [before = '', name = ''] = JOINED.exec(key) ?? [];
  return before !== '' && isSecretPath([...map, name]) ? before.length : undefined;
}

/** A step of a path as it may be shown. */
export function maskedStep(path: ManifestPath, index: number): string {
  const step = String(path[index]);
  const start = secretStart(path.slice(0, index), step);
  return start === undefined ? step : `${step.slice(0, start)}•••`;
}

/** A path as it may be shown. */
export const maskedPath = (path: ManifestPath): ManifestPath =>
  path.map((step, index) => (typeof step === 'number' ? step : maskedStep(path, index)));
