import type { Cluster, Mesh } from '../mesh/mesh.ts';
import { forwardingTree, type Tree } from './forwarding.ts';
import { type LinkGroup, linkGroups } from './line-group.ts';
import type { SeenLinks } from './picture.ts';

/** A network in a picture. */
export interface Layer {
  readonly mesh: Mesh;
  readonly tree: Tree | undefined;
  readonly groups: readonly LinkGroup[];
  /** How many pixels its lines stand beside the straight ones between two hosts. */
  readonly aside: number;
}

/** Between the lines of two networks that lead from one host to another, in pixels. */
const APART = 9;

/** Each network, the main one first. One with a tag has no lines: it rides on those of the main network. */
export function layersOf({ networks }: Cluster, seen: SeenLinks | undefined): Layer[] {
  const drawn = networks.filter(({ vlan }) => vlan === undefined);
  return networks.map((mesh, place) => {
    const tree = forwardingTree(mesh);
    const isDrawn = mesh.vlan === undefined;
    return {
      mesh,
      tree: isDrawn ? tree : undefined,
      groups: isDrawn ? linkGroups(mesh, tree, seen, networks.length > 1 ? place : undefined) : [],
      aside: (drawn.indexOf(mesh) - (drawn.length - 1) / 2) * APART,
    };
  });
}

/** The networks whose tree has its root at a host. */
export const treesFrom = (host: string, layers: readonly Layer[]): string[] =>
  layers.filter(({ tree }) => tree?.root === host).map(({ mesh }) => mesh.name);
