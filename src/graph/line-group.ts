import type { Mesh } from '../mesh/mesh.ts';
import type { Tree } from './forwarding.ts';
import { groupLook, type Look } from './svg-style.ts';

/** Links that a spanning tree keeps back, and those that forward: all of them where there is no tree. */
export function byFate(links: Mesh['links'], tree: Tree | undefined): Record<'kept' | 'forwarding', Mesh['links']> {
  const forwards = (_: unknown, index: number): boolean => !tree || tree.links.has(index);
  return {
    kept: links.filter((link, index) => !forwards(link, index)),
    forwarding: links.filter(forwards),
  };
}

/**
 * Lines of one look, which stands at their group: twenty thousand of them need not say it each.
 * @param shapes each the `d` of a path
 */
export function lineGroup(id: Look, width: number, opacity: number, shapes: readonly string[]): string[] {
  if (shapes.length === 0) return [];
  // Of each line, not of the group: where many cross it is darker.
  const strength = opacity === 1 ? '' : ` stroke-opacity="${Math.round(opacity * 100) / 100}"`;
  const paths = shapes.map((shape) => `<path class="${id}" d="${shape}"/>`);
  return [`<g ${groupLook(id)} stroke-width="${width}"${strength}>`, ...paths, '</g>'];
}
