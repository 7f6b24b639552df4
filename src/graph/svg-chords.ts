import { arc, curveBundle, lineRadial } from 'd3-shape';
import type { Mesh } from '../mesh/mesh.ts';
import { pointAt, px, type Seat } from './circle.ts';
import type { Tree } from './forwarding.ts';
import type { Drawing } from './svg.ts';
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
const ROOT = ' (root)';
/** Beyond these the middle would be a blot: plain chords. */
const MOST_BUNDLED = 400;

/** Many hosts: names round a circle, links as chords that grow paler the more there are. */
export function chords({ links }: Mesh, seated: readonly Seat[], tree?: Tree): Drawing {
  const radius = Math.max(LEAST_RADIUS, (seated.length * A_HOST) / (2 * Math.PI));
  const angles = new Map(seated.map(({ host, angle }) => [host.name, angle]));
  const curve = lineRadial<readonly [angle: number, radius: number]>()
    .angle(([angle]) => angle)
    .radius(([, distance]) => distance)
    .curve(curveBundle.beta(links.length > MOST_BUNDLED ? 0 : BUNDLING))
    .digits(1);
  const labels =
    Math.max(
      ...seated.map(
        ({ host }) => boldWidth(host.name + (tree?.root === host.name ? ROOT : '')) + softWidth(host.address.text),
      ),
    ) + SPACES;
  const named = [...new Set(seated.flatMap(({ host }) => host.site ?? []))];
  const siteWidth = named.reduce((most, site) => Math.max(most, boldWidth(site)), 0);
  const strength = Math.max(0.12, Math.min(0.9, 60 / links.length));
  const paths = links.map(({ hosts: [a, b] }, index) => {
    const [from, to] = [angles.get(a) ?? 0, angles.get(b) ?? 0];
    const kind = tree && !tree.links.has(index) ? 'kept' : 'link';
    // The tree stands out from what it keeps back.
    const opacity = tree?.links.has(index) ? 0.9 : strength;
    return `<path class="${kind}" opacity="${px10(opacity)}" d="${curve([
      [from, radius],
      [(from + to) / 2, 0],
      [to, radius],
    ])}"/>`;
  });
  return {
    width: 2 * (radius + labels + siteWidth),
    height: 2 * (radius + labels + (siteWidth > 0 ? SITE_HEIGHT : 0)),
    elements: [
      ...paths,
      ...named.flatMap((site) => siteMark(site, seated, radius, radius + labels)),
      ...seated.map((seat) => label(seat, radius, tree?.root === seat.host.name)),
    ],
  };
}

/** Names are read outwards on the right and inwards on the left: never upside down. */
function label({ host, angle }: Seat, radius: number, isRoot: boolean): string {
  const [x, y] = pointAt(angle, radius);
  const degrees = (angle * 180) / Math.PI - 90;
  const isLeft = angle > Math.PI;
  const turned = isLeft ? degrees + 180 : degrees;
  const [anchor, offset] = isLeft ? ['end', -12] : ['start', 12];
  return [
    `<circle class="dot" cx="${px(x)}" cy="${px(y)}" r="3.5"/>`,
    `<text text-anchor="${anchor}" transform="translate(${px(x)} ${px(y)}) rotate(${px(turned)})" x="${offset}" y="4">`,
    `<tspan class="name">${host.name}${isRoot ? ROOT : ''}</tspan><tspan class="soft" dx="6">${host.address.text}</tspan></text>`,
  ].join('');
}

/** An arc inside the circle for a site, and its name outside, beyond the hosts' names. */
function siteMark(site: string, seated: readonly Seat[], radius: number, outside: number): string[] {
  const half = Math.PI / seated.length;
  const members = seated.filter(({ host }) => host.site === site);
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
    `<path class="site" d="${shape}"/>`,
    `<text class="place" text-anchor="${anchor}" x="${px(x)}" y="${px(y + 4)}">${site}</text>`,
  ];
}

const px10 = (value: number): string => String(Math.round(value * 100) / 100);
