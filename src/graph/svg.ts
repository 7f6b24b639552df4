import type { Cluster } from '../mesh/mesh.ts';
import { px, seats } from './circle.ts';
import { forwardingTree } from './forwarding.ts';
import { type Picture, type SeenLinks, summaryOf } from './picture.ts';
import { cards } from './svg-cards.ts';
import { chords } from './svg-chords.ts';
import { FONT, type Look, look, styleOf } from './svg-style.ts';

/** More hosts than this have no card each. */
const MOST_CARDS = 8;
/** Room for the title above, and for what explains the lines below. */
const HEAD = 64;
const FOOT = 44;

/** A picture that stands for itself: no script, no font, no other file. Names are DNS labels: nothing needs escaping. */
function draw({ name, networks: [mesh] }: Cluster, seen?: SeenLinks): string {
  const tree = forwardingTree(mesh);
  const keeps = seen !== undefined || (tree !== undefined && tree.links.size < mesh.links.length);
  const { width, height, elements } = (mesh.members.length <= MOST_CARDS ? cards : chords)(
    mesh,
    seats(mesh),
    tree,
    seen,
  );
  const [wide, high] = [Math.max(width, 480), height + HEAD + (keeps ? FOOT : 0)];
  const lines = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${px(wide)} ${px(high)}" width="${px(wide)}" height="${px(high)}" ${FONT} role="img" aria-labelledby="title summary">`,
    `<title id="title">${name}</title>`,
    `<desc id="summary">${summaryOf(mesh)}</desc>`,
    `<style>${styleOf(seen !== undefined)}</style>`,
    `<rect ${look('paper')} width="${px(wide)}" height="${px(high)}"/>`,
    `<text ${look('title')} x="24" y="32">${name}</text>`,
    `<text ${look('soft')} x="24" y="52">${summaryOf(mesh)}</text>`,
    `<g transform="translate(${px(wide / 2)} ${px(HEAD + height / 2)})">`,
    ...elements,
    '</g>',
    ...(seen ? liveLegend(high - 20) : keeps ? legend(high - 20) : []),
    '</svg>',
  ];
  return `${lines.join('\n')}\n`;
}

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
