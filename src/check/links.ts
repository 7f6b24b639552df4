import type { ManifestPath } from '../diagnostics/diagnostic.ts';
import { didYouMean } from '../diagnostics/nearest.ts';
import type { CheckContext } from './rule.ts';

/** A link of `topology: {links}`. */
export interface GivenLink {
  readonly path: ManifestPath;
  readonly ends: readonly [string, string];
}

/** The links that the manifest lists; none where its topology is another, or where one of them was left out. */
export function linksOf({
  manifest: { topology },
  isBroken,
}: Pick<CheckContext, 'manifest' | 'isBroken'>): GivenLink[] {
  if (isBroken(['network', 'topology'])) return [];
  if (typeof topology !== 'object' || !('links' in topology)) return [];
  return topology.links.map((ends, index) => ({ path: ['network', 'topology', 'links', index], ends }));
}

/** Answers whether a name is a host's; one that was left out because of a fault of its own counts too. */
export function hostTest({ manifest, isBroken }: CheckContext): (name: string) => boolean {
  const names = new Set(manifest.hosts.map((host) => host.name));
  return (name) => names.has(name) || isBroken(['hosts', name]);
}

/** More suggestions than can be shown are not worth the time that they take in a cluster of thousands. */
const MOST_SUGGESTIONS = 20;

/** Suggests the host that a wrong name was meant for. */
export function hostSuggester({ manifest }: CheckContext): (name: string) => string {
  const names = manifest.hosts.map((host) => host.name);
  let left = MOST_SUGGESTIONS;
  return (name) => {
    left -= 1;
    return left < 0 ? '' : didYouMean(name, names);
  };
}
