import { px } from './circle.ts';
import { type Look, look } from './svg-style.ts';

/** What it takes of a line of text, in pixels. */
export const LOCK_WIDTH = 13;

/** A padlock: its body, and its shackle round a hole. */
const SHAPE = 'h8v6h-8zm1.5 0v-1.7a2.5 2.5 0 0 1 5 0v1.7h-1.3v-1.7a1.2 1.2 0 0 0 -2.4 0v1.7z';

/** @param x of its left side, @param y of its middle, in pixels */
export const lock = (id: Look, x: number, y: number): string =>
  `<path ${look(id)} d="M${px(x)} ${px(y - 1)}${SHAPE}"/>`;
