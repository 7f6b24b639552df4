import { expect, test } from 'vitest';
import { counted } from '../src/counted.ts';

test.each([
  [0, '0 links'],
  [1, '1 link'],
  [2, '2 links'],
  [2000, '2,000 links'],
])('%s of a thing is “%s”', (number, text) => {
  expect(counted(number, 'link')).toBe(text);
});
