import { describe, expect, test } from 'vitest';
import type { Place, Related } from '../../src/diagnostics/diagnostic.ts';
import { widthOf } from '../../src/diagnostics/format-glyphs.ts';
import { thoroughTest } from '../support/thorough.ts';
import { placeOf, print, relatedTo, sampleDiagnostic } from './sample.ts';

/** The picture alone, without the lines before and after it. */
function pictureOf(text: string, place: Place, related: readonly Related[] = []): string {
  const rows = print('pretty', [sampleDiagnostic(place, { related })], { text }).split('\n');
  return rows.slice(1, -3).join('\n');
}

describe('the caret', () => {
  test('stands under the exact span', () => {
    expect(pictureOf('name: demo', { line: 1, column: 7, length: 4 })).toBe(`\
  1 | name: demo
    |       ^^^^`);
  });

  test('allows for tabs, which are shown as four blanks', () => {
    expect(pictureOf('\thost1:\t{}', placeOf('\thost1:\t{}', '{}'))).toBe(`\
  1 |     host1:    {}
    |               ^^`);
    expect(pictureOf('\thost1: {}', { line: 1, column: 1, length: 1 })).toBe(`\
  1 |     host1: {}
    | ^^^^`);
  });

  test('allows for wide letters and emoji', () => {
    const text = '東京: { 絵👩‍👩‍👧: e\u0301🐳, os: 한국 }';
    expect(pictureOf(text, placeOf(text, '한국'))).toBe(`\
  1 | ${text}
    | ${' '.repeat(widthOf('東京: { 絵👩‍👩‍👧: e\u0301🐳, os: '))}^^^^`);
    expect(pictureOf(text, placeOf(text, '👩‍👩‍👧'))).toBe(`\
  1 | ${text}
    |           ^^`);
  });

  test('that begins or ends inside an emoji stands under the whole of it', () => {
    expect(pictureOf('a🐳b', { line: 1, column: 3, length: 1 })).toBe(`\
  1 | a🐳b
    |  ^^`);
  });

  test('passes over a byte order mark', () => {
    expect(pictureOf('\ufeffname: x', { line: 1, column: 2, length: 4 })).toBe(`\
  1 | name: x
    | ^^^^`);
  });

  test('knows lines that end with CR and LF', () => {
    const text = 'meshinit: 1\r\nname: demo\r\nhosts: {}\r\n';
    expect(pictureOf(text, { line: 2, column: 7, length: 5 })).toBe(`\
  2 | name: demo
    |       ^^^^`);
  });

  test('knows a last line without its newline, and the end of the text', () => {
    expect(pictureOf('a: {\nb: 1', placeOf('a: {\nb: 1', '1'))).toBe(`\
  2 | b: 1
    |    ^`);
    expect(pictureOf('a: {\nb: 1', { line: 2, column: 5, length: 1 })).toBe(`\
  2 | b: 1
    |     ^`);
    expect(pictureOf('a: {\n', { line: 2, column: 1, length: 1 })).toBe(`\
  2 |
    | ^`);
  });

  test('of an empty text is not drawn', () => {
    expect(pictureOf('', { line: 1, column: 1, length: 1 })).toBe('');
  });

  test('never leaves its line', () => {
    expect(pictureOf('abc\ndef', { line: 1, column: 2, length: 99 })).toBe(`\
  1 | abc
    |  ^^`);
    expect(pictureOf('abc\ndef', { line: 1, column: 99, length: 9 })).toBe(`\
  1 | abc
    |    ^`);
  });
});

describe('a long line', () => {
  const many = (text: string, count: number): string => Array(count).fill(text).join('');

  test('of a hundred cells is shown whole', () => {
    const line = `${many('-', 99)}x`;
    expect(pictureOf(line, placeOf(line, 'x'))).toBe(`  1 | ${line}\n    | ${many(' ', 99)}^`);
  });

  test('is cut behind the caret', () => {
    const line = `key: x${many('-', 200)}`;
    expect(pictureOf(line, placeOf(line, 'x'))).toBe(`  1 | key: x${many('-', 94)}...\n    |      ^`);
  });

  test('is cut before the caret', () => {
    const line = `${many('-', 200)}x end`;
    expect(pictureOf(line, placeOf(line, 'x'))).toBe(`  1 | ...${many('-', 30)}x end\n    | ${many(' ', 33)}^`);
  });

  test('is cut on both sides by what a terminal shows', () => {
    const line = `${many('東', 200)}x${many('京', 200)}`;
    expect(pictureOf(line, placeOf(line, 'x'))).toBe(
      `  1 | ...${many('東', 15)}x${many('京', 34)}...\n    | ${many(' ', 33)}^`,
    );
  });

  test('with a longer span is underlined to where it is cut', () => {
    const line = `a: ${many('x', 300)}`;
    expect(pictureOf(line, placeOf(line, many('x', 300)))).toBe(
      `  1 | a: ${many('x', 97)}...\n    |    ${many('^', 97)}`,
    );
  });

  test('is drawn twice where its marks are far apart', () => {
    const line = `one${many('-', 300)}two`;
    expect(pictureOf(line, placeOf(line, 'two'), [relatedTo(line, 'one', 0, 'first')])).toBe(`\
  1 | one${many('-', 97)}...
    | --- first
  1 | ...${many('-', 30)}two
    | ${many(' ', 33)}^^^`);
  });

  thoroughTest('of megabytes is drawn in no time', () => {
    const line = `${many('中🐳 ', 1_000_000)}x`;
    const began = performance.now();
    for (let count = 0; count < 100; count++) pictureOf(line, { line: 1, column: 2_000_001 + 4 * count, length: 1 });
    expect(performance.now() - began).toBeLessThan(20_000);
  });
});

describe('related places', () => {
  const text = Array.from({ length: 12 }, (_, index) => `host${index + 1}: { address: a, os: b }`).join('\n');

  test('on neighbouring lines share the picture', () => {
    expect(pictureOf(text, placeOf(text, 'host3'), [relatedTo(text, 'host2', 0, 'here')])).toBe(`\
  2 | host2: { address: a, os: b }
    | ----- here
  3 | host3: { address: a, os: b }
    | ^^^^^`);
  });

  test('with one line between them show it', () => {
    expect(pictureOf(text, placeOf(text, 'host2'), [relatedTo(text, 'host4', 0, 'here')])).toBe(`\
  2 | host2: { address: a, os: b }
    | ^^^^^
  3 | host3: { address: a, os: b }
  4 | host4: { address: a, os: b }
    | ----- here`);
  });

  test('on far lines are parted by dots, and the gutter is as wide as the last number', () => {
    expect(pictureOf(text, placeOf(text, 'host12'), [relatedTo(text, 'host2', 0, 'here')])).toBe(`\
   2 | host2: { address: a, os: b }
     | ----- here
 ...
  12 | host12: { address: a, os: b }
     | ^^^^^^`);
  });

  test('on the same line hang below, the last one beside the strokes', () => {
    const related = [
      relatedTo(text, 'address', 0, 'one'),
      relatedTo(text, 'os:', 0, 'two'),
      relatedTo(text, 'b', 0, '3'),
    ];
    expect(pictureOf(text, placeOf(text, 'host1'), related)).toBe(`\
  1 | host1: { address: a, os: b }
    | ^^^^^    -------     --- - 3
    |          |           |
    |          |           two
    |          one`);
  });

  test('before the caret hang below it', () => {
    expect(pictureOf(text, placeOf(text, 'os:'), [relatedTo(text, 'address', 0, 'first here')])).toBe(`\
  1 | host1: { address: a, os: b }
    |          -------     ^^^
    |          |
    |          first here`);
  });

  test('at the caret itself leave it visible', () => {
    const related = [relatedTo(text, 'host1', 0, 'one'), relatedTo(text, 'host1', 0, 'two')];
    expect(pictureOf(text, placeOf(text, 'host1'), related)).toBe(`\
  1 | host1: { address: a, os: b }
    | ^^^^^ two
    | |
    | one`);
  });
});
