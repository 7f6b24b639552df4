import type { Cluster, Mesh } from '../mesh/mesh.ts';
import { px, seats } from './circle.ts';
import { type Layer, layersOf } from './layers.ts';
import { PALE } from './line-group.ts';
import { detailsText, networkSummary, type Picture, type SeenLinks, summaryOf } from './picture.ts';
import { cards } from './svg-cards.ts';
import { chords } from './svg-chords.ts';
import { LOCK_WIDTH, lock } from './svg-lock.ts';
import { FONT, type LinkLook, type Look, look, networkLook, styleOf } from './svg-style.ts';

/** More hosts than this have no card each. */
const MOST_CARDS = 8;
/** Room for the title above, and for what explains the lines below. */
const HEAD = 64;
const FOOT = 44;

/** A picture that stands for itself: no script, no font, no other file. Names are DNS labels: nothing needs escaping. */
function draw(cluster: Cluster, seen?: SeenLinks): string {
  const { name, networks, encryption } = cluster;
  const [main] = networks;
  const layers = layersOf(cluster, seen);
  const keys = networks.length > 1 ? networkKeys(layers, seen !== undefined) : [];
  const keeps = seen !== undefined || (networks.length === 1 && layers.some(({ tree, mesh }) => keepsBack(tree, mesh)));
  const { width, height, elements } = (main.members.length <= MOST_CARDS ? cards : chords)(
    layers,
    seats(main),
    (host) => detailsText(cluster, host),
  );
  const foot = (keeps ? FOOT : 0) + (keys.length > 0 ? keys.length * KEY + KEY : 0);
  const [wide, high] = [Math.max(width, networks.length > 1 ? 560 : 480), height + HEAD + foot];
  const summary = summaryOf(cluster);
  const lines = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${px(wide)} ${px(high)}" width="${px(wide)}" height="${px(high)}" ${FONT} role="img" aria-labelledby="title summary">`,
    `<title id="title">${name}</title>`,
    `<desc id="summary">${[summary, ...keys.map(({ words }) => words)].join('; ')}</desc>`,
    `<style>${styleOf(seen !== undefined, networks.length)}</style>`,
    `<rect ${look('paper')} width="${px(wide)}" height="${px(high)}"/>`,
    `<text ${look('title')} x="24" y="32">${name}</text>`,
    ...(encryption ? [lock('soft', 24, 48)] : []),
    `<text ${look('soft')} x="${encryption ? 24 + LOCK_WIDTH : 24}" y="52">${summary}</text>`,
    `<g transform="translate(${px(wide / 2)} ${px(HEAD + height / 2)})">`,
    ...elements,
    '</g>',
    ...keys.flatMap((key, index) => keyRow(key, HEAD + height + KEY * (index + 1))),
    ...(seen ? liveLegend(high - 20) : keeps ? legend(high - 20) : []),
    '</svg>',
  ];
  return `${lines.join('\n')}\n`;
}

const keepsBack = (tree: Layer['tree'], { linkCount }: Mesh): boolean =>
  tree !== undefined && tree.links.size < linkCount;

/** A line of the legend of networks, and its height in pixels. */
interface Key {
  readonly look?: LinkLook;
  readonly opacity?: number;
  readonly words: string;
}
const KEY = 20;

/** What each network's lines look like, by its place; where links have their states' colours, what there is of networks. */
function networkKeys(layers: readonly Layer[], isLive: boolean): Key[] {
  const keys = layers.map(({ mesh, groups }, place): Key => {
    const words = `${mesh.name}: ${networkSummary(mesh)}`;
    return isLive || groups.length === 0 ? { words } : { look: networkLook(place), words };
  });
  const isPale = !isLive && layers.some(({ tree, mesh }) => keepsBack(tree, mesh));
  return [...keys, ...(isPale ? [{ look: 'link', opacity: PALE, words: 'pale: blocked by the tree' } as const] : [])];
}

const keyRow = ({ look: id, opacity, words }: Key, y: number): string[] => [
  ...(id === undefined
    ? []
    : [
        `<path ${look(id)} stroke-width="2"${opacity === undefined ? '' : ` stroke-opacity="${opacity}"`} d="M24 ${px(y - 4)}h44"/>`,
      ]),
  `<text ${look('soft')} x="76" y="${px(y)}">${words}</text>`,
];

const legend = (y: number): string[] => [
  `<path ${look('link')} stroke-width="2" d="M24 ${px(y - 4)}h28"/>`,
  `<text ${look('soft')} x="60" y="${px(y)}">forwards while all hosts run</text>`,
  `<path ${look('kept')} stroke-width="2" d="M240 ${px(y - 4)}h28"/>`,
  `<text ${look('soft')} x="276" y="${px(y)}">blocked by the tree</text>`,
];

/** Of each look where its line begins, and its words. */
const STATES: readonly (readonly [Look, number, string])[] = [
  ['up', 24, 'up'],
  ['half', 110, 'one way, or half there'],
  ['down', 300, 'down'],
  ['unseen', 390, 'not seen'],
];

const liveLegend = (y: number): string[] =>
  STATES.flatMap(([id, x, words]) => [
    `<path ${look(id)} stroke-width="2" d="M${x} ${px(y - 4)}h28"/>`,
    `<text ${look('soft')} x="${x + 36}" y="${px(y)}">${words}</text>`,
  ]);

/** Beyond this a picture is a blot, and megabytes large. */
export const svg = { id: 'svg', most: { hosts: 500, links: 20_000 }, draw } as const satisfies Picture;
