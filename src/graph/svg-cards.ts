import { ipv4Text } from '../addresses/address.ts';
import { cidrText } from '../addresses/cidr.ts';
import type { Membership, Mesh } from '../mesh/mesh.ts';
import { pointAt, px, type Seat } from './circle.ts';
import type { Drawing } from './drawing.ts';
import type { Tree } from './forwarding.ts';
import { lineGroup, linkGroups } from './line-group.ts';
import type { SeenLinks } from './picture.ts';
import { placeNames } from './place-names.ts';
import { look } from './svg-style.ts';
import { boldWidth, softWidth } from './text-width.ts';

/** A card's height, and its least width: IPv6 addresses and long names have wider ones. */
const HEIGHT = 72;
const LEAST_WIDTH = 208;
/** Left and right of a card's texts. */
const MARGIN = 24;
/** Between neighbouring cards, for the name of their link. */
const GAP = 82;
/** More links than this have no name written on them. */
const MOST_NAMES = 28;

/** A few hosts: a card for each, and the name of each link on it. */
export function cards({ members, links }: Mesh, seated: readonly Seat[], tree?: Tree, seen?: SeenLinks): Drawing {
  const textsOf = (host: Membership): Texts => textsWith(host, tree?.root === host.name);
  const texts = new Map(seated.map(({ host }) => [host.name, textsOf(host)]));
  const width = Math.max(LEAST_WIDTH, ...[...texts.values()].map(widthOf));
  const radius = members.length < 2 ? 0 : Math.max(145, (width + GAP) / (2 * Math.sin(Math.PI / members.length)));
  // Two stand side by side.
  const turn = members.length === 2 ? -Math.PI / 2 : 0;
  const points = new Map(seated.map(({ host, angle }) => [host.name, pointAt(angle + turn, radius)]));
  const at = (name: string): readonly [number, number] => points.get(name) ?? [0, 0];
  const shapeOf = ({ hosts: [a, b] }: Mesh['links'][number]): string => {
    const [[x1, y1], [x2, y2]] = [at(a), at(b)];
    return `M${px(x1)} ${px(y1)}L${px(x2)} ${px(y2)}`;
  };
  const lines = linkGroups(links, tree, seen).flatMap((group) => lineGroup(group.look, 2, 1, group.links.map(shapeOf)));
  const shown = links.length > MOST_NAMES ? [] : links;
  const names = placeNames(
    shown.map(({ name, hosts: [a, b] }) => ({ name, from: at(a), to: at(b) })),
    [...points.values()].map((point) => ({ at: point, width, height: HEIGHT })),
  );
  const boxes = seated.map(({ host }) => {
    const [x, y] = at(host.name);
    const { title, lines } = texts.get(host.name) ?? textsOf(host);
    return [
      `<g transform="translate(${px(x)} ${px(y)})">`,
      `<rect ${look('card')} x="${px(-width / 2)}" y="${-HEIGHT / 2}" width="${px(width)}" height="${HEIGHT}" rx="8"/>`,
      `<text ${look('name')} text-anchor="middle" y="-12">${title}</text>`,
      ...lines.map((line, index) => `<text ${look('soft')} text-anchor="middle" y="${8 + index * 18}">${line}</text>`),
      '</g>',
    ].join('');
  });
  const [across, down] = [extent([...points.values()].map(([x]) => x)), extent([...points.values()].map(([, y]) => y))];
  return {
    width: across.length + width + 48,
    height: down.length + HEIGHT + 24,
    elements: [
      `<g transform="translate(${px(-across.middle)} ${px(-down.middle)})">`,
      ...lines,
      ...names,
      ...boxes,
      '</g>',
    ],
  };
}

interface Texts {
  readonly title: string;
  readonly lines: readonly string[];
}

const textsWith = ({ name, node: { site, address }, bridge, slice }: Membership, isRoot: boolean): Texts => ({
  title: [name, ...(site === undefined ? [] : [site]), ...(isRoot ? ['root'] : [])].join(' · '),
  lines: [address.text, `${ipv4Text(bridge)} · ${cidrText(slice)}`],
});

const widthOf = ({ title, lines }: Texts): number => Math.max(boldWidth(title), ...lines.map(softWidth)) + MARGIN;

function extent(values: readonly number[]): { length: number; middle: number } {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return { length: most - least, middle: (most + least) / 2 };
}
