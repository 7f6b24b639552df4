import type { ManifestPath } from '../diagnostics/diagnostic.ts';
import type { CheckContext } from './rule.ts';
import { quoted } from './wording.ts';

/**
 * The names of a list with their places there, each once: that one is named again is reported.
 * @param says who names it: the begin of a sentence
 */
export function namedOnce(
  names: readonly string[],
  pathOf: (index: number) => ManifestPath,
  says: string,
  report: CheckContext['report'],
): { readonly name: string; readonly path: ManifestPath }[] {
  const seen = new Map<string, ManifestPath>();
  for (const [index, name] of names.entries()) {
    const path = pathOf(index);
    const first = seen.get(name);
    if (!first) {
      seen.set(name, path);
      continue;
    }
    report({
      path,
      message: `${says} ${quoted(name)} twice`,
      hint: 'Remove one of the two.',
      related: [{ path: first, message: 'named first here' }],
    });
  }
  return [...seen].map(([name, path]) => ({ name, path }));
}
