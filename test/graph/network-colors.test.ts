import { expect, test } from 'vitest';
import { networkLook, strokeColor, strokeDashes, styleOf } from '../../src/graph/svg-style.ts';

type Color = readonly [number, number, number];

const PLACES = [0, 1, 2, 3, 4, 5, 6, 7];
const light = PLACES.map((place) => strokeColor(networkLook(place)));
const dark = PLACES.map(
  (place) => new RegExp(`\\.${networkLook(place)} \\{[^}]*stroke: (#[0-9a-f]{6})`).exec(styleOf(false, 8))?.[1] ?? '',
);

const linear = (hex: string): Color => {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return [r ?? 0, g ?? 0, b ?? 0];
};

const luminance = (hex: string): number => {
  const [r, g, b] = linear(hex);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};

function contrast(a: string, b: string): number {
  const [low, high] = [luminance(a), luminance(b)].toSorted((x, y) => x - y) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

/** What eyes without one kind of cones see, in linear RGB (Machado, Oliveira and Fernandes 2009, severity 1.0). */
const EYES: Readonly<Record<string, readonly [Color, Color, Color]>> = {
  usual: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

/** CIELAB of the colour as such eyes see it (D65). */
function labOf(hex: string, rows: readonly [Color, Color, Color]): Color {
  const color = linear(hex);
  const [r, g, b] = rows.map((row) => {
    const sum = row[0] * color[0] + row[1] * color[1] + row[2] * color[2];
    return Math.min(1, Math.max(0, sum));
  }) as [number, number, number];
  const f = (value: number): number => (value > 0.008856 ? Math.cbrt(value) : 7.787 * value + 16 / 116);
  const [x, y, z] = [
    f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047),
    f(0.2126 * r + 0.7152 * g + 0.0722 * b),
    f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883),
  ];
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

const distance = (a: Color, b: Color): number => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);

/** A difference of 2.3 in CIELAB can just be noticed: lines are thin, and are compared with a legend. */
const LEAST = 20;

test.each(Object.keys(EYES))(
  'with %s vision each two networks have colours that differ, on light and on dark pages',
  (eyes) => {
    const rows = EYES[eyes];
    if (!rows) throw new Error(eyes);
    for (const colors of [light, dark]) {
      const seen = colors.map((color) => labOf(color, rows));
      for (const [index, one] of seen.entries()) {
        for (const other of seen.slice(index + 1)) expect(distance(one, other)).toBeGreaterThan(LEAST);
      }
    }
  },
);

test('each can be seen on its paper: 3 to 1 is what WCAG 2.1 asks of lines (1.4.11)', () => {
  for (const color of light) expect(contrast(color, '#ffffff')).toBeGreaterThanOrEqual(3);
  // The main network's look on dark paper is that of every picture.
  for (const color of dark) expect(contrast(color, '#0f151b')).toBeGreaterThanOrEqual(3);
});

test('each has dashes of its own, the main one none', () => {
  const dashes = PLACES.map((place) => strokeDashes(networkLook(place)));
  expect(dashes[0]).toBe('');
  expect(new Set(dashes).size).toBe(8);
});
