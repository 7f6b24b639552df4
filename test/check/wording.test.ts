import { expect, test } from 'vitest';
import { fewOf, quoted } from '../../src/check/wording.ts';

test('a text in a message is short and holds nothing that a terminal obeys', () => {
  expect(quoted('a\u001b[31m\nb')).toBe("'a [31m b'");
  expect(quoted('x'.repeat(100))).toHaveLength(60);
});

test('of many names few are listed, and never "and 1 more"', () => {
  expect(fewOf(['a', 'b', 'c', 'd'])).toBe('a, b, c, d');
  expect(fewOf(['a', 'b', 'c', 'd', 'e'])).toBe('a, b, c and 2 more');
});
