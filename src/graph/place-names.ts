import { px } from './circle.ts';
import { LOCK_WIDTH, lock } from './svg-lock.ts';
import { look } from './svg-style.ts';
import { softWidth } from './text-width.ts';

export type Point = readonly [x: number, y: number];

/** A rectangle by its middle. */
interface Box {
  readonly at: Point;
  readonly width: number;
  readonly height: number;
}

/** Where on its line a name may stand: off the middle first, since in a circle of even number many lines cross there. */
const PARTS = [0.44, 0.56, 0.36, 0.64, 0.5, 0.3, 0.7, 0.24, 0.76];
const HEIGHT = 16;

interface Line {
  readonly name: string;
  /** Whether a lock stands before its name. */
  readonly isLocked: boolean;
  readonly from: Point;
  readonly to: Point;
}

/**
 * The name of each line on it, clear of the boxes and of each other where some place on the line is.
 * @param boxes what lies over the lines
 */
export function placeNames(lines: readonly Line[], boxes: readonly Box[]): string[] {
  const taken = [...boxes];
  return lines.map(({ name, isLocked, from, to }, index) => {
    const before = isLocked ? LOCK_WIDTH : 0;
    const places = (index % 2 === 0 ? PARTS : PARTS.map((part) => 1 - part)).map(
      (part): Box => ({
        at: [from[0] + (to[0] - from[0]) * part, from[1] + (to[1] - from[1]) * part],
        width: softWidth(name) + before,
        height: HEIGHT,
      }),
    );
    const place = places.find((box) => !taken.some((other) => overlap(box, other))) ?? places[0];
    if (!place) throw new Error('there is no place on a line');
    taken.push(place);
    const [x, y] = place.at;
    return [
      `<rect ${look('paper')} x="${px(x - place.width / 2)}" y="${px(y - HEIGHT / 2)}" width="${px(place.width)}" height="${HEIGHT}" rx="4"/>`,
      isLocked ? lock('port', x - place.width / 2 + 2, y) : '',
      `<text ${look('port')} text-anchor="middle" x="${px(x + before / 2)}" y="${px(y + 4)}">${name}</text>`,
    ].join('');
  });
}

const overlap = (a: Box, b: Box): boolean =>
  Math.abs(a.at[0] - b.at[0]) < (a.width + b.width) / 2 && Math.abs(a.at[1] - b.at[1]) < (a.height + b.height) / 2;
