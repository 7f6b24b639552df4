import { describe, expect, test } from 'vitest';
import { spareLines } from '../../src/host/spare-lines.ts';

/** The lines that count as doing nothing. */
const spare = (text: string): string[] => spareLines(text).map((from) => text.slice(from).split('\n')[0] ?? '');

describe('a line is spare', () => {
  test('that is a comment alone, or empty', () => {
    expect(spare('#!/bin/sh\n# one\nset -e\n\n  # two\nrun # three\n#four\n')).toEqual([
      '# one',
      '',
      '  # two',
      '#four',
    ]);
  });

  test('after a here-document, a string and an expansion that have ended', () => {
    const text = `cat <<EOF # no\nx\nEOF\n# one\nsay "a ' b" '"' "$(run "x" '(' | sed 's/)//')" \${x#'a'} $((1 << 2)) $#\n# two\n`;
    expect(spare(text)).toEqual(['# one', '# two']);
  });

  test('inside of commands whose output is a word', () => {
    expect(spare('x=$(\n  # one\n  (run)\n)\n# two\n')).toEqual(['  # one', '# two']);
  });
});

describe('no line is spare', () => {
  test('in a here-document, whatever ends it', () => {
    expect(spare('a <<EOF\n# x\n\nEOF\n')).toEqual([]);
    expect(spare("a <<'E F' 3<<-\\EOF\n# x\n\nE F\n# y\n\tEOF\n")).toEqual([]);
    expect(spare('for x in y; do\n  a <<EOF\n# x\n  EOF\n\nEOF\ndone\n')).toEqual([]);
  });

  test('in a string or an expansion', () => {
    for (const text of [
      "a '\n# x\n\n'\n",
      'a "\n# x\n\n"\n',
      'a "\\"\n# x\n"\n',
      `a "${'$'}{x:-\n# x\n}"\n`,
      `a ${'$'}{x:-\n# x\n}\n`,
    ]) {
      expect(spare(text), text).toEqual([]);
    }
  });

  test('that goes on with what comes before it', () => {
    expect(spare('a \\\n# x\n')).toEqual([]);
    expect(spare('a \\\n\nb\n')).toEqual([]);
  });

  test('that is the first and names the shell', () => {
    expect(spare('#!/bin/sh\n')).toEqual([]);
    expect(spare('# x\n')).toEqual(['# x']);
  });

  test('of a text that ends inside of something', () => {
    for (const end of ["'", '"', '$(', `${'$'}{x`, 'a <<EOF\n']) expect(spare(`# x\n${end}`), end).toEqual([]);
  });
});
