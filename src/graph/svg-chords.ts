import { arc, curveBundle, lineRadial } from 'd3-shape';
import type { Mesh, MeshHost } from '../mesh/mesh.ts';
import { pointAt, px, type Seat } from './circle.ts';
import { treeRoot } from './forwarding.ts';
import type { Drawing } from './svg.ts';
import { boldWidth, softWidth } from './text-width.ts';

/** Along the circle, in pixels: as much as a line of text is high. */
const A_HOST = 17;
const LEAST_RADIUS = 160;
/** Between the circle, a name, an address and the edge. */
const SPACES = 30;
/** How far the links are drawn to the middle: 1 is straight through its neighbourhood, 0 a plain chord. */
const BUNDLING = 0.55;
/** Beyond these the middle would be a blot: plain chords. */
const MOST_BUNDLED = 400;

/** Many hosts: names round a circle, links as chords that grow paler the more there are. */
export function chords({ hosts, links }: Mesh, seated: readonly Seat[], forwarding?: ReadonlySet<number>): Drawing {
  const radius = Math.max(LEAST_RADIUS, (seated.length * A_HOST) / (2 * Math.PI));
  const angles = new Map(seated.map(({ host, angle }) => [host.name, angle]));
  const curve = lineRadial<readonly [angle: number, radius: number]>()
    .angle(([angle]) => angle)
    .radius(([, distance]) => distance)
    .curve(curveBundle.beta(links.length > MOST_BUNDLED ? 0 : BUNDLING))
    .digits(1);
  const root = forwarding && treeRoot(hosts);
  const notes = new Map(hosts.map((host) => [host.name, host.address.text + (host === root ? ' · root' : '')]));
  const noteOf = (host: MeshHost): string => notes.get(host.name) ?? '';
  const labels = Math.max(...hosts.map((host) => boldWidth(host.name) + softWidth(noteOf(host)))) + SPACES;
  const strength = Math.max(0.12, Math.min(0.9, 60 / links.length));
  const paths = links.map(({ hosts: [a, b] }, index) => {
    const [from, to] = [angles.get(a) ?? 0, angles.get(b) ?? 0];
    const kind = forwarding && !forwarding.has(index) ? 'kept' : 'link';
    // The tree stands out from what it keeps back.
    const opacity = forwarding?.has(index) ? 0.9 : strength;
    return `<path class="${kind}" opacity="${px10(opacity)}" d="${curve([
      [from, radius],
      [(from + to) / 2, 0],
      [to, radius],
    ])}"/>`;
  });
  return {
    width: 2 * (radius + labels),
    height: 2 * (radius + labels),
    elements: [...paths, ...sites(seated, radius), ...seated.map((seat) => label(seat, radius, noteOf(seat.host)))],
  };
}

/** Names are read outwards on the right and inwards on the left: never upside down. */
function label({ host, angle }: Seat, radius: number, note: string): string {
  const [x, y] = pointAt(angle, radius);
  const degrees = (angle * 180) / Math.PI - 90;
  const isLeft = angle > Math.PI;
  const turned = isLeft ? degrees + 180 : degrees;
  const [anchor, offset] = isLeft ? ['end', -12] : ['start', 12];
  return [
    `<circle class="dot" cx="${px(x)}" cy="${px(y)}" r="3.5"/>`,
    `<text text-anchor="${anchor}" transform="translate(${px(x)} ${px(y)}) rotate(${px(turned)})" x="${offset}" y="4">`,
    `<tspan class="name">${host.name}</tspan><tspan class="soft" dx="6">${note}</tspan></text>`,
  ].join('');
}

/** An arc inside the circle for each site, with its name as what a pointer is told. */
function sites(seated: readonly Seat[], radius: number): string[] {
  const named = [...new Set(seated.flatMap(({ host }) => host.site ?? []))];
  const half = Math.PI / seated.length;
  return named.map((site) => {
    const members = seated.filter(({ host }) => host.site === site);
    const shape = arc().digits(1)({
      innerRadius: radius - 12,
      outerRadius: radius - 7,
      startAngle: (members[0]?.angle ?? 0) - half * 0.8,
      endAngle: (members.at(-1)?.angle ?? 0) + half * 0.8,
    });
    return `<path class="site" d="${shape}"><title>${site}</title></path>`;
  });
}

const px10 = (value: number): string => String(Math.round(value * 100) / 100);
