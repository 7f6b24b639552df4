import { expect, test } from 'vitest';
import { counted, figure } from '../src/counted.ts';

test.each([
  [0, '0 links'],
  [1, '1 link'],
  [2, '2 links'],
  [2000, '2,000 links'],
])('%s of a thing is “%s”', (number, text) => {
  expect(counted(number, 'link')).toBe(text);
});

test.each([
  [0, '0'],
  [999, '999'],
  [1000, '1,000'],
  [16_384, '16,384'],
  [4_294_967_296, '4,294,967,296'],
])('%s is written as %s', (number, text) => {
  expect(figure(number)).toBe(text);
});
