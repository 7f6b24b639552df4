import { describe, expect, test } from 'vitest';
import { glyphsOf, printable, widthOf } from '../../src/diagnostics/format-glyphs.ts';

describe('a terminal draws', () => {
  test.each([
    ['letters', 'address', 7],
    ['letters with accents', 'e\u0301é', 2],
    ['Chinese, Japanese and Korean letters', '中ひカ한', 8],
    ['halfwidth katakana', 'ｶ', 1],
    ['fullwidth forms', 'Ａ：', 4],
    ['an emoji', '🐳', 2],
    ['an emoji of many code points', '👩‍👩‍👧', 2],
    ['an emoji with a skin tone', '👍🏽', 2],
    ['a flag', '🇨🇭', 2],
    ['a sign that is asked to be an emoji', '❤\ufe0f', 2],
    ['the same sign as text', '❤', 1],
    ['a tab', '\t', 4],
    ['a byte order mark', '\ufeff', 0],
  ])('%s in its cells', (_, text, cells) => {
    expect(widthOf(text)).toBe(cells);
  });
});

test('a glyph knows where it begins in the text', () => {
  expect(glyphsOf('a🐳\tb').map((glyph) => glyph.at)).toEqual([0, 1, 3, 4]);
});

test('every sign that is a letter by itself is one to the segmenter too', () => {
  const signs = Array.from({ length: 0x18 }, (_, at) => String.fromCharCode(0x2010 + at));
  // The last letter has the segmenter look.
  const [plain, segmented] = [glyphsOf(`a${signs.join('')}`), glyphsOf(`a${signs.join('')}é`)];
  expect(segmented.slice(0, -1)).toEqual(plain);
});

test('nothing that steers a terminal is printed', () => {
  expect(printable('\u001b[31mred\u0007\r\u007f\u009b')).toBe('␛[31mred␇␍␡\ufffd');
});

test('nothing that hides or reorders text is printed', () => {
  expect(printable('a\u202eb\u200bc\u2028d\ud800')).toBe('a\ufffdb\ufffdc\ufffdd\ufffd');
});
