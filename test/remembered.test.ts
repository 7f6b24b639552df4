import { expect, test } from 'vitest';
import { remembered } from '../src/remembered.ts';

test('a function that remembers looks at each object once, at equal ones each', () => {
  const seen: object[] = [];
  const sizeOf = remembered((key: { readonly size: number }) => {
    seen.push(key);
    return key.size;
  });
  const [zero, one, other] = [{ size: 0 }, { size: 1 }, { size: 1 }];
  expect([zero, one, zero, other, one, zero].map(sizeOf)).toEqual([0, 1, 0, 1, 1, 0]);
  expect(seen).toEqual([zero, one, other]);
});
