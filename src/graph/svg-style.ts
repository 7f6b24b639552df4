/** What a part of the picture looks like, on light and on dark paper; contrasts are those of WCAG AA or better on both. */
const looks = {
  paper: { light: { fill: '#ffffff' }, dark: { fill: '#0f151b' } },
  title: { light: { fill: '#1b2733', 'font-size': '18', 'font-weight': '600' }, dark: { fill: '#e7edf3' } },
  name: { light: { fill: '#1b2733', 'font-weight': '600' }, dark: { fill: '#e7edf3' } },
  soft: { light: { fill: '#566879', 'font-size': '12' }, dark: { fill: '#9fb0c0' } },
  place: { light: { fill: '#566879', 'font-weight': '600' }, dark: { fill: '#9fb0c0' } },
  port: { light: { fill: '#566879', 'font-size': '11' }, dark: { fill: '#9fb0c0' } },
  card: { light: { fill: '#f3f6f9', stroke: '#b9c6d2' }, dark: { fill: '#1a232c', stroke: '#3a4a59' } },
  link: { light: { fill: 'none', stroke: '#2f6fb0' }, dark: { stroke: '#6db1f2' } },
  kept: { light: { fill: 'none', stroke: '#b26a12', 'stroke-dasharray': '5 4' }, dark: { stroke: '#e0a24c' } },
  up: { light: { fill: 'none', stroke: '#2a7d3f' }, dark: { stroke: '#63c77d' } },
  half: { light: { fill: 'none', stroke: '#b26a12', 'stroke-dasharray': '9 4' }, dark: { stroke: '#e0a24c' } },
  down: { light: { fill: 'none', stroke: '#c4312b', 'stroke-dasharray': '2 4' }, dark: { stroke: '#ff7b72' } },
  unseen: { light: { fill: 'none', stroke: '#8796a5' }, dark: { stroke: '#7d8b99' } },
  net1: { light: { fill: 'none', stroke: '#6d0150', 'stroke-dasharray': '10 4' }, dark: { stroke: '#be1c8c' } },
  net2: { light: { fill: 'none', stroke: '#4d7106', 'stroke-dasharray': '2 4' }, dark: { stroke: '#b4e289' } },
  net3: { light: { fill: 'none', stroke: '#978674', 'stroke-dasharray': '14 4 3 4' }, dark: { stroke: '#eee618' } },
  net4: { light: { fill: 'none', stroke: '#985ffe', 'stroke-dasharray': '6 3' }, dark: { stroke: '#8542ff' } },
  net5: { light: { fill: 'none', stroke: '#183810', 'stroke-dasharray': '1 3' }, dark: { stroke: '#49f5ea' } },
  net6: { light: { fill: 'none', stroke: '#1415fd', 'stroke-dasharray': '20 4' }, dark: { stroke: '#a25c46' } },
  net7: { light: { fill: 'none', stroke: '#220199', 'stroke-dasharray': '8 3 2 3 2 3' }, dark: { stroke: '#ee5013' } },
  dot: { light: { fill: '#2f6fb0' }, dark: { fill: '#6db1f2' } },
  site: { light: { fill: '#b9c6d2' }, dark: { fill: '#3a4a59' } },
} as const satisfies Record<string, Record<'light' | 'dark', Readonly<Record<string, string>>>>;

export type Look = keyof typeof looks;

/** Those of lines. */
export type LinkLook = 'link' | 'kept' | 'up' | 'half' | 'down' | 'unseen' | FurtherLook;

/**
 * Of further networks. With any usual defect of colour vision each two differ, those of the main network's links
 * included (test/graph/network-colors.test.ts); dashes tell them apart on paper too.
 */
const FURTHER = ['net1', 'net2', 'net3', 'net4', 'net5', 'net6', 'net7'] as const satisfies readonly Look[];
type FurtherLook = (typeof FURTHER)[number];

/** The links' look of a network by its place among the cluster's: beyond these they begin anew. */
export const networkLook = (place: number): 'link' | FurtherLook =>
  place === 0 ? 'link' : (FURTHER[(place - 1) % FURTHER.length] ?? 'link');

/** Those of links that somebody looked at. */
export const LIVE: readonly string[] = ['up', 'half', 'down', 'unseen'] satisfies readonly Look[];

const unused = (networks: number): readonly string[] => FURTHER.slice(networks - 1);

const entriesOf = (values: Readonly<Record<string, string>>): readonly (readonly [string, string])[] =>
  Object.entries(values);

const attributes = (values: Readonly<Record<string, string>>): string =>
  entriesOf(values)
    .map(([name, value]) => `${name}="${value}"`)
    .join(' ');

/**
 * The attributes of an element that looks so. Light colours stand in attributes, as literals: librsvg, cairosvg and mail
 * programs know no variables, no media queries, or no style sheets at all.
 */
export const look = (id: Look): string => `class="${id}" ${attributes(looks[id].light)}`;

/** The colour of lines of a look, on light paper. */
export const strokeColor = (id: LinkLook): string => looks[id].light.stroke;

/** The dashes of lines of a look, in pixels; '' where they have none. */
export function strokeDashes(id: LinkLook): string {
  const { light } = looks[id];
  return 'stroke-dasharray' in light ? light['stroke-dasharray'] : '';
}

/** The attributes of a group whose members have the class alone. */
export const groupLook = (id: Look): string => attributes(looks[id].light);

/**
 * On dark pages the style sheet comes before the attributes.
 * @param networks how many the picture shows
 */
export const styleOf = (isLive: boolean, networks: number): string => `
  @media (prefers-color-scheme: dark) {
${Object.entries(looks)
  .filter(([id]) => (isLive || !LIVE.includes(id)) && !unused(networks).includes(id))
  .map(
    ([id, { dark }]) =>
      `    .${id} { ${entriesOf(dark)
        .map(([name, value]) => `${name}: ${value};`)
        .join(' ')} }\n`,
  )
  .join('')}  }
`;

/** Attributes of the whole picture: what no text says of itself. */
export const FONT = 'font-family="system-ui, sans-serif" font-size="13"';
