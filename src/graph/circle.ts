import type { Membership, Mesh } from '../mesh/mesh.ts';

/** A host's place on the circle, in radians clockwise from the top, as d3-shape counts. */
export interface Seat {
  readonly host: Membership;
  readonly angle: number;
}

/** Those of a site side by side, within it by number: a ring looks like a ring. */
export function seats({ members }: Mesh): Seat[] {
  const sites = [...new Set(members.map(({ node }) => node.site))];
  const place = ({ node }: Membership): number => sites.indexOf(node.site);
  const order = members.toSorted((a, b) => place(a) - place(b) || a.number - b.number);
  return order.map((host, index) => ({ host, angle: (index * 2 * Math.PI) / order.length }));
}

/** A point of a circle round the origin, y downwards. */
export const pointAt = (angle: number, radius: number): readonly [x: number, y: number] => [
  radius * Math.sin(angle),
  -radius * Math.cos(angle),
];

/** For the attributes of SVG: a tenth of a pixel is as fine as anybody sees. */
export const px = (value: number): string => String(Math.round(value * 10) / 10 + 0);
