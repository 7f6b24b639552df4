import { type LinkState, linkStates } from '../fleet/link-states.ts';
import type { Mesh } from '../mesh/mesh.ts';
import type { Tree } from './forwarding.ts';
import { type SeenLinks, seenKey } from './picture.ts';
import { groupLook, type LinkLook, type Look, networkLook, strokeColor } from './svg-style.ts';

/** Links that a spanning tree keeps back, and those that forward: all of them where there is no tree. */
function byFate(links: Mesh['links'], tree: Tree | undefined): Record<'kept' | 'forwarding', Mesh['links']> {
  const forwards = (_: unknown, index: number): boolean => !tree || tree.links.has(index);
  return {
    kept: links.filter((link, index) => !forwards(link, index)),
    forwarding: links.filter(forwards),
  };
}

/** Opacity of what a tree keeps back where colours tell networks. */
export const PALE = 0.45;

/** Links of one look, in the order in which they are drawn. */
export interface LinkGroup {
  readonly look: LinkLook;
  readonly links: Mesh['links'];
  /** Whether a tree keeps them back, which in a picture of several networks no colour says. */
  readonly isPale?: true;
}

/**
 * As planned, those that a tree blocks below the others; as seen, what fails above what works.
 * @param place of the network among those that the picture shows; undefined where there is one
 */
export function linkGroups(
  { name, links }: Mesh,
  tree: Tree | undefined,
  seen: SeenLinks | undefined,
  place: number | undefined,
): LinkGroup[] {
  if (seen) {
    return linkStates.map((state) => ({
      look: LOOKS[state],
      links: links.filter(({ hosts }) => (seen.get(seenKey(name, hosts)) ?? 'unknown') === state),
    }));
  }
  const { kept, forwarding } = byFate(links, tree);
  if (place === undefined) {
    return [
      { look: 'kept', links: kept },
      { look: 'link', links: forwarding },
    ];
  }
  const own = networkLook(place);
  return [
    { look: own, links: kept, isPale: true },
    { look: own, links: forwarding },
  ];
}

/** What a link looks like by its state. */
const LOOKS = {
  unknown: 'unseen',
  up: 'up',
  half: 'half',
  'one-way': 'half',
  down: 'down',
} as const satisfies Record<LinkState, LinkLook>;

/** The colour of a link by its state, for pictures that know no style sheets. */
export const inkOf = (seen: SeenLinks, network: string, hosts: readonly [string, string]): string =>
  strokeColor(LOOKS[seen.get(seenKey(network, hosts)) ?? 'unknown']);

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
