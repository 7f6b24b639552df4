import fc from 'fast-check';
import { stringify } from 'yaml';

/** What a random cluster asks for. Every value of it is legal together. */
export interface ClusterShape {
  /** Hosts in the manifest's order, each with the number that its underlay address is made of. */
  readonly hosts: readonly { readonly name: string; readonly seat: number }[];
  readonly topology: 'full' | 'ring' | 'star' | 'chain';
  readonly tunnel: 'gre' | 'vxlan' | 'geneve';
  readonly layout: 'shared' | 'per-host';
  /** Prefix length of the slices of 172.17.0.0/16. */
  readonly slice: number;
}

const seats = (most: number) => fc.uniqueArray(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: most });

/** Random clusters of 1 to `most` hosts, in any order. */
export const clusterShapes = (most = 12): fc.Arbitrary<ClusterShape> =>
  fc.record({
    hosts: seats(most).map((numbers) => numbers.map((seat) => ({ name: `h${seat}`, seat }))),
    topology: fc.constantFrom('full', 'ring', 'star', 'chain'),
    tunnel: fc.constantFrom('gre', 'vxlan', 'geneve'),
    layout: fc.constantFrom('shared', 'per-host'),
    slice: fc.integer({ min: 22, max: 28 }),
  });

/** More in a row are no legal path for a spanning tree; in a ring there are two ways round. */
const MOST_IN_A_CHAIN = 7;

function topologyOf({ topology, hosts }: ClusterShape): unknown {
  const names = hosts.map(({ name }) => name).toSorted();
  const [hub = ''] = names;
  if (topology === 'star') return { star: [hub] };
  if (topology === 'ring') return names.length < 2 * MOST_IN_A_CHAIN ? 'ring' : 'full';
  if (topology !== 'chain' || names.length < 2 || names.length > MOST_IN_A_CHAIN) return 'full';
  return { links: names.slice(1).map((name, index) => [names[index], name]) };
}

/** The manifest of a random cluster. */
export function clusterManifest(shape: ClusterShape): string {
  return stringify({
    meshinit: 1,
    name: 'random',
    defaults: { os: 'debian-12', provider: 'nocloud' },
    hosts: Object.fromEntries(shape.hosts.map(({ name, seat }) => [name, { address: `10.0.0.${seat}` }])),
    network: {
      layout: shape.layout,
      slice: `/${shape.slice}`,
      tunnel: shape.tunnel,
      topology: topologyOf(shape),
    },
  });
}
