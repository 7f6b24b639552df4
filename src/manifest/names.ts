import type { ManifestPath } from '../diagnostics/diagnostic.ts';
import type { ManifestInput } from './schema.ts';

/** How hosts and containers are found by name. */
export interface Names {
  /** That all names are below. */
  readonly domain: string;
  /** What of the manifest asks for them: the declared containers, unless it says so itself. */
  readonly path: ManifestPath;
}

/** ICANN keeps this one out of the public DNS for private networks (resolution 2024.07.29.06). */
const PRIVATE = 'internal';

/** @returns undefined where nothing is found by name */
export function readNames({ names, containers = {} }: ManifestInput, cluster: string): Names | undefined {
  const isWanted = names ?? Object.keys(containers).length > 0;
  if (isWanted === false) return undefined;
  const domain = (isWanted === true ? undefined : isWanted.domain) ?? `${cluster}.${PRIVATE}`;
  return { domain, path: [names === undefined ? 'containers' : 'names'] };
}

interface Reason {
  readonly path: ManifestPath;
  readonly at: 'key' | 'value';
  readonly message: string;
}

/** Why there are names, for a diagnostic. */
export const askedFor = ({ path }: Names): Reason =>
  path[0] === 'names'
    ? { path, at: 'value', message: 'names are asked for here' }
    : { path, at: 'key', message: 'declared containers are found by name, unless names is false' };
