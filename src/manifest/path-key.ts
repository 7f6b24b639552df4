import type { ManifestPath } from '../diagnostics/diagnostic.ts';

/** A path as the member of a set. */
export const pathKey = (path: ManifestPath): string => path.join('\0');
