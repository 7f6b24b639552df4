import { arc, curveBundle, lineRadial } from 'd3-shape';
import type { Mesh } from '../mesh/mesh.ts';
import { pointAt, px, type Seat } from './circle.ts';
import type { Drawing } from './drawing.ts';
import type { Tree } from './forwarding.ts';
import { type Layer, treesFrom } from './layers.ts';
import { type LinkGroup, lineGroup, PALE } from './line-group.ts';
import { whereOf } from './picture.ts';
import { LIVE, look } from './svg-style.ts';
import { boldWidth, softWidth } from './text-width.ts';

/** Along the circle, in pixels: as much as a line of text is high. */
const A_HOST = 17;
const LEAST_RADIUS = 160;
/** Between the circle, a name, an address and the edge. */
const SPACES = 30;
/** How far the links are drawn to the middle: 1 is straight through its neighbourhood, 0 a plain chord. */
const BUNDLING = 0.55;
/** For a site's name above or below. */
const SITE_HEIGHT = 20;
/** What a tree keeps back is to be seen beside it. */
const LEAST_KEPT = 0.3;
/** Beyond these the middle would be a blot: plain chords. */
const MOST_BUNDLED = 400;

/** What is said of a host that is the root of trees: of which ones, where there are several networks. */
function rootMark(host: string, layers: readonly Layer[]): string {
  const roots = treesFrom(host, layers);
  if (roots.length === 0) return '';
  return layers.length === 1 ? ' (root)' : ` (root of ${roots.join(', ')})`;
}

/**
 * Many hosts: names round a circle, links as chords that grow paler the more there are.
 * @param containersOf a host's declared containers, in one line
 */
export function chords(
  layers: readonly Layer[],
  seated: readonly Seat[],
  containersOf: (host: string) => string,
): Drawing {
  const radius = radiusFor(seated.length);
  const isUpright = seated.length <= MOST_UPRIGHT;
  const label = isUpright ? uprightLabel : turnedLabel;
  const angles = new Map(seated.map(({ host, angle }) => [host.name, angle]));
  const count = layers.reduce((sum, { groups, mesh }) => sum + (groups.length === 0 ? 0 : mesh.linkCount), 0);
  const curve = lineRadial<readonly [angle: number, radius: number]>()
    .angle(([angle]) => angle)
    .radius(([, distance]) => distance)
    .curve(curveBundle.beta(count > MOST_BUNDLED ? 0 : BUNDLING))
    .digits(1);
  const wordsOf = ({ host: { name, node } }: Seat): Words => ({
    bold: name + rootMark(name, layers),
    soft: [whereOf(node), containersOf(name)].filter((word) => word !== '').join(' · '),
  });
  const words = seated.map((seat) => ({ seat, said: wordsOf(seat) }));
  const labels = Math.max(...words.map(({ said: { bold, soft } }) => boldWidth(bold) + softWidth(soft))) + SPACES;
  const named = [...new Set(seated.flatMap(({ host }) => host.node.site ?? []))];
  const siteWidth = named.reduce((most, site) => Math.max(most, boldWidth(site)), 0);
  const strength = Math.max(0.12, Math.min(0.9, 60 / count));
  const paths = layers.flatMap(({ groups, tree, aside }) => {
    const shapeOf = ({ hosts: [a, b] }: Mesh['links'][number]): string => {
      const [from, to] = [a, b].map((host) => (angles.get(host) ?? 0) + aside / radius) as [number, number];
      return curve([[from, radius], middleOf(from, to, radius), [to, radius]]) ?? '';
    };
    return groups.flatMap((group) => {
      const [width, opacity] = strokeOf(group, tree, strength);
      return lineGroup(group.look, width, opacity, group.links.map(shapeOf));
    });
  });
  return {
    width: 2 * (radius + labels + siteWidth),
    height: 2 * (radius + (siteWidth > 0 ? labels + SITE_HEIGHT : isUpright ? UPRIGHT_MARGIN : labels)),
    elements: [
      ...paths,
      ...named.flatMap((site) => siteMark(site, seated, radius, radius + labels)),
      ...words.map(({ seat, said }) => label(seat, radius, said)),
    ],
  };
}

/** A line's width and opacity: the tree stands out from what it keeps back, and what fails from what works. */
function strokeOf(
  { look: id, isPale }: LinkGroup,
  tree: Tree | undefined,
  strength: number,
): readonly [width: number, opacity: number] {
  if (id === 'kept') return [1, Math.max(LEAST_KEPT, strength)];
  if (isPale) return [1, PALE];
  const isStrong = id === 'half' || id === 'down' || (!LIVE.includes(id) && tree);
  return isStrong ? [1.5, 0.9] : [1, strength];
}

/** Where a chord is drawn to: neighbours' stays beside the circle, so that a ring looks like one; others' goes to the middle. */
function middleOf(from: number, to: number, radius: number): readonly [angle: number, radius: number] {
  const apart = Math.abs(to - from);
  const isShort = apart <= Math.PI;
  const share = (isShort ? apart : 2 * Math.PI - apart) / Math.PI;
  const near = radius * Math.cos((share * Math.PI) / 2) * Math.max(0, 1 - 2 * share);
  return [(from + to) / 2 + (isShort ? 0 : Math.PI), near];
}

/** Up to so many hosts their names stand upright, with room for a line between two. */
const MOST_UPRIGHT = 16;
const LINE = 18;
/** Above and below the circle, for a line of text. */
const UPRIGHT_MARGIN = 48;

function radiusFor(count: number): number {
  const upright = count > MOST_UPRIGHT ? 0 : LINE / (1 - Math.cos((2 * Math.PI) / count));
  return Math.max(LEAST_RADIUS, (count * A_HOST) / (2 * Math.PI), upright);
}

/** What stands at a host. */
interface Words {
  readonly bold: string;
  readonly soft: string;
}

/** A name beside its host, upright. */
function uprightLabel(seat: Seat, radius: number, words: Words): string {
  const [x, y] = pointAt(seat.angle, radius + 12);
  const isMiddle = Math.abs(x) < 1;
  const anchor = isMiddle ? 'middle' : x > 0 ? 'start' : 'end';
  return `${dot(seat, radius)}<text text-anchor="${anchor}" x="${px(x)}" y="${px(y + (isMiddle && y > 0 ? 8 : isMiddle ? 0 : 4))}">${texts(words)}</text>`;
}

function dot({ angle }: Seat, radius: number): string {
  const [x, y] = pointAt(angle, radius);
  return `<circle ${look('dot')} cx="${px(x)}" cy="${px(y)}" r="3.5"/>`;
}

const texts = ({ bold, soft }: Words): string =>
  `<tspan ${look('name')}>${bold}</tspan><tspan ${look('soft')} dx="6">${soft}</tspan>`;

/** Names are read outwards on the right and inwards on the left: never upside down. */
function turnedLabel(seat: Seat, radius: number, words: Words): string {
  const [x, y] = pointAt(seat.angle, radius);
  const degrees = (seat.angle * 180) / Math.PI - 90;
  const isLeft = seat.angle > Math.PI;
  const turned = isLeft ? degrees + 180 : degrees;
  const [anchor, offset] = isLeft ? ['end', -12] : ['start', 12];
  return `${dot(seat, radius)}<text text-anchor="${anchor}" transform="translate(${px(x)} ${px(y)}) rotate(${px(turned)})" x="${offset}" y="4">${texts(words)}</text>`;
}

/** An arc inside the circle for a site, and its name outside, beyond the hosts' names. */
function siteMark(site: string, seated: readonly Seat[], radius: number, outside: number): string[] {
  const half = Math.PI / seated.length;
  const members = seated.filter(({ host }) => host.node.site === site);
  const [start, end] = [members[0]?.angle ?? 0, members.at(-1)?.angle ?? 0];
  const shape = arc().digits(1)({
    innerRadius: radius - 12,
    outerRadius: radius - 7,
    startAngle: start - half * 0.8,
    endAngle: end + half * 0.8,
  });
  // Between two hosts, so that it stands in nobody's way.
  const between = members.length % 2 === 0 ? (start + end) / 2 : (start + end) / 2 + half;
  const [x, y] = pointAt(between, outside);
  const anchor = Math.abs(x) < outside / 4 ? 'middle' : x > 0 ? 'start' : 'end';
  return [
    `<path ${look('site')} d="${shape}"/>`,
    `<text ${look('place')} text-anchor="${anchor}" x="${px(x)}" y="${px(y + 4)}">${site}</text>`,
  ];
}
