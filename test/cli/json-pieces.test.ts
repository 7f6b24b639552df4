import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonPieces } from '../../src/cli/json-pieces.ts';

const text = (value: unknown): string => [...jsonPieces(value)].join('');

test('any value has the text that JSON.stringify gives', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
      expect(text(value)).toBe(JSON.stringify(value, null, 2));
    }),
  );
});

test('long lists in lists too, in several pieces where they are large', () => {
  const value = {
    lists: [Array.from({ length: 250 }, (_, index) => ({ index, text: 'a\nb', none: [] }))],
    large: Array.from({ length: 300 }, () => 'x'.repeat(10_000)),
  };
  const pieces = [...jsonPieces(value)];
  expect(pieces.length).toBeGreaterThan(1);
  expect(pieces.join('')).toBe(JSON.stringify(value, null, 2));
});

test('what a getter makes is made once, in its turn', () => {
  const made: string[] = [];
  const value = {
    get first() {
      made.push('first');
      return 1;
    },
    get second() {
      made.push('second');
      return [2];
    },
  };
  expect(text(value)).toBe('{\n  "first": 1,\n  "second": [\n    2\n  ]\n}');
  expect(made).toEqual(['first', 'second']);
});
