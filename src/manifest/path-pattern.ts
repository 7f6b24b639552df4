import type { ManifestPath } from '../diagnostics/diagnostic.ts';

/** A path with `*` for the name of a host, a container or a warning, and `[]` for an index. */
export function patternOf(path: ManifestPath): string {
  const isNamed = path[0] === 'hosts' || path[0] === 'allow' || path[0] === 'containers';
  return path
    .map((step, index) => (typeof step === 'number' ? '[]' : isNamed && index === 1 ? '*' : step))
    .join('.')
    .replaceAll('.[', '[');
}
