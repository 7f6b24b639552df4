import type { ManifestInput } from './schema.ts';

/** How hosts and containers are found by name. */
export interface Names {
  /** That all names are below. */
  readonly domain: string;
}

/** ICANN keeps this one out of the public DNS for private networks (resolution 2024.07.29.06). */
const PRIVATE = 'internal';

/** @returns undefined where nothing is found by name */
export function readNames({ names = false }: ManifestInput, cluster: string): Names | undefined {
  if (names === false) return undefined;
  return { domain: (names === true ? undefined : names.domain) ?? `${cluster}.${PRIVATE}` };
}
