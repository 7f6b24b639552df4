import type { ManifestPath } from '../diagnostics/diagnostic.ts';
import type { Manifest } from '../manifest/manifest.ts';
import type { CheckContext } from './rule.ts';

/** A link of `topology: {links}`. */
export interface GivenLink {
  readonly path: ManifestPath;
  readonly ends: readonly [string, string];
}

/** The links that the manifest lists, or none where its topology is another. */
export function linksOf({ topology }: Manifest): GivenLink[] {
  if (typeof topology !== 'object' || !('links' in topology)) return [];
  return topology.links.map((ends, index) => ({ path: ['network', 'topology', 'links', index], ends }));
}

/** Answers whether a name is a host's; one that was left out because of a fault of its own counts too. */
export function hostTest({ manifest, isBroken }: CheckContext): (name: string) => boolean {
  const names = new Set(manifest.hosts.map((host) => host.name));
  return (name) => names.has(name) || isBroken(['hosts', name]);
}
