import type { Membership, Mesh } from '../mesh/mesh.ts';
import { pointAt, px, type Seat } from './circle.ts';
import type { Drawing } from './drawing.ts';
import { type Layer, treesFrom } from './layers.ts';
import { lineGroup, PALE } from './line-group.ts';
import { placesIn, whereOf } from './picture.ts';
import { type Point, placeNames } from './place-names.ts';
import { look } from './svg-style.ts';
import { boldWidth, softWidth } from './text-width.ts';

/** A card's height, what each further network adds to it, and its least width: IPv6 addresses and long names have wider ones. */
const HEIGHT = 72;
const LINE = 18;
const LEAST_WIDTH = 208;
/** Left and right of a card's texts. */
const MARGIN = 24;
/** Between neighbouring cards, for the name of their link. */
const GAP = 82;
/** More links than this have no name written on them. */
const MOST_NAMES = 28;

/**
 * A few hosts: a card for each, and the name of each link on it.
 * @param containersOf a host's declared containers, in one line
 */
export function cards(
  layers: readonly Layer[],
  seated: readonly Seat[],
  containersOf: (host: string) => string,
): Drawing {
  const texts = new Map(seated.map(({ host }) => [host.name, textsOf(host, layers, containersOf(host.name))]));
  const width = Math.max(LEAST_WIDTH, ...[...texts.values()].map(widthOf));
  const height = HEIGHT + LINE * (Math.max(...[...texts.values()].map(({ lines }) => lines.length)) - OWN_LINES);
  const room = (width + GAP) / (2 * Math.sin(Math.PI / seated.length));
  const radius = seated.length < 2 ? 0 : Math.max(145 + height - HEIGHT, room);
  // Two stand side by side.
  const turn = seated.length === 2 ? -Math.PI / 2 : 0;
  const points = new Map(seated.map(({ host, angle }) => [host.name, pointAt(angle + turn, radius)]));
  const at = (name: string): Point => points.get(name) ?? [0, 0];
  const [lines, names] = [linesOf(layers, at), namedLines(layers, at)];
  const placed = placeNames(
    names,
    [...points.values()].map((point) => ({ at: point, width, height })),
  );
  const boxes = seated.map(({ host }) => box(at(host.name), texts.get(host.name) ?? NO_TEXTS, width, height));
  const [across, down] = [extent([...points.values()].map(([x]) => x)), extent([...points.values()].map(([, y]) => y))];
  return {
    width: across.length + width + 48,
    height: down.length + height + 24,
    elements: [
      `<g transform="translate(${px(-across.middle)} ${px(-down.middle)})">`,
      ...lines,
      ...placed,
      ...boxes,
      '</g>',
    ],
  };
}

type Line = readonly [from: Point, to: Point];

/** Where a network's line between two hosts is drawn. */
function lineOf([a, b]: readonly [string, string], aside: number, at: (name: string) => Point): Line {
  const [from, to] = [at(a), at(b)];
  if (aside === 0) return [from, to];
  // Of both directions the same side.
  const [[x1, y1], [x2, y2]] = a < b ? [from, to] : [to, from];
  const length = Math.hypot(x2 - x1, y2 - y1);
  const [x, y] = [((y1 - y2) / length) * aside, ((x2 - x1) / length) * aside];
  return [
    [from[0] + x, from[1] + y],
    [to[0] + x, to[1] + y],
  ];
}

function linesOf(layers: readonly Layer[], at: (name: string) => Point): string[] {
  return layers.flatMap(({ groups, aside }) =>
    groups.flatMap(({ look: id, links, isPale }) => {
      const shapes = links.map(({ hosts }) => {
        const [[x1, y1], [x2, y2]] = lineOf(hosts, aside, at);
        return `M${px(x1)} ${px(y1)}L${px(x2)} ${px(y2)}`;
      });
      return isPale ? lineGroup(id, 1, PALE, shapes) : lineGroup(id, 2, 1, shapes);
    }),
  );
}

function namedLines(layers: readonly Layer[], at: (name: string) => Point): Parameters<typeof placeNames>[0] {
  const named = layers.flatMap(({ groups, mesh: { links, tunnel }, aside }) =>
    groups.length === 0 ? [] : { links, aside, isLocked: tunnel.encryptedOver !== undefined },
  );
  if (named.reduce((count, { links }) => count + links.length, 0) > MOST_NAMES) return [];
  return named.flatMap(({ links, aside, isLocked }) =>
    links.map(({ name, hosts }) => {
      const [from, to] = lineOf(hosts, aside, at);
      return { name, isLocked, from, to };
    }),
  );
}

function box([x, y]: Point, { title, lines }: Texts, width: number, height: number): string {
  const top = -height / 2;
  return [
    `<g transform="translate(${px(x)} ${px(y)})">`,
    `<rect ${look('card')} x="${px(-width / 2)}" y="${px(top)}" width="${px(width)}" height="${height}" rx="8"/>`,
    `<text ${look('name')} text-anchor="middle" y="${px(top + 24)}">${title}</text>`,
    ...lines.map(
      (line, index) => `<text ${look('soft')} text-anchor="middle" y="${px(top + 44 + index * LINE)}">${line}</text>`,
    ),
    '</g>',
  ].join('');
}

interface Texts {
  readonly title: string;
  readonly lines: readonly string[];
}

const NO_TEXTS: Texts = { title: '', lines: [] };
/** Lines of a host in one network. */
const OWN_LINES = 2;

function textsOf({ name, node }: Membership, layers: readonly Layer[], containers: string): Texts {
  const roots = treesFrom(name, layers);
  const root = layers.length === 1 ? 'root' : `root of ${roots.join(', ')}`;
  return {
    title: [name, ...(node.site === undefined ? [] : [node.site]), ...(roots.length === 0 ? [] : [root])].join(' · '),
    lines: [
      whereOf(node),
      ...layers.flatMap(({ mesh }, place) => placeOf(mesh, name, place > 0)),
      ...(containers === '' ? [] : [containers]),
    ],
  };
}

function placeOf(mesh: Mesh, host: string, isNamed: boolean): string[] {
  // Two IPv6 texts are too much for a line.
  const lines = placesIn(mesh, host).flatMap((place, index) => (index === 0 ? [place.join(' · ')] : place));
  return lines.map((line) => `${isNamed ? `${mesh.name}: ` : ''}${line}`);
}

const widthOf = ({ title, lines }: Texts): number => Math.max(boldWidth(title), ...lines.map(softWidth)) + MARGIN;

function extent(values: readonly number[]): { length: number; middle: number } {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return { length: most - least, middle: (most + least) / 2 };
}
