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
  dot: { light: { fill: '#2f6fb0' }, dark: { fill: '#6db1f2' } },
  site: { light: { fill: '#b9c6d2' }, dark: { fill: '#3a4a59' } },
} as const satisfies Record<string, Record<'light' | 'dark', Readonly<Record<string, string>>>>;

export type Look = keyof typeof looks;

/** Those of lines. */
export type LinkLook = 'link' | 'kept' | 'up' | 'half' | 'down' | 'unseen';

/** Those of links that somebody looked at. */
const LIVE: readonly string[] = ['up', 'half', 'down', 'unseen'] satisfies readonly Look[];

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

/** The attributes of a group whose members have the class alone. */
export const groupLook = (id: Look): string => attributes(looks[id].light);

/** On dark pages the style sheet comes before the attributes. */
export const styleOf = (isLive: boolean): string => `
  @media (prefers-color-scheme: dark) {
${Object.entries(looks)
  .filter(([id]) => isLive || !LIVE.includes(id))
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
