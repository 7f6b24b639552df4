import { describe, expect, test } from 'vitest';
import { table } from '../../src/cli/table.ts';
import { exampleNamed } from '../support/examples.ts';
import { execute } from '../support/execute.ts';
import { testWith } from '../support/tool.ts';
import { BUNDLE, sources } from './runners.ts';

const head = ['host', 'needs', 'why'];
const rows = [
  ['host1', 'patch', 'link vxlan2 to host3 leads elsewhere'],
  ['', '', 'no traffic is interrupted'],
];

describe('a table', () => {
  test('has columns as wide as what is in them where that fits', () => {
    expect(table(head, rows, 50)).toBe(table(head, rows));
    expect(table(head, rows).split('\n')[1]).toBe('host1  patch  link vxlan2 to host3 leads elsewhere');
  });

  test('wraps cells between words', () => {
    expect(table(head, rows, 35)).toBe(
      [
        'host   needs  why',
        'host1  patch  link vxlan2 to host3',
        '              leads elsewhere',
        '              no traffic is',
        '              interrupted',
      ].join('\n'),
    );
  });

  test('has a block for each row where no columns fit', () => {
    expect(table(head, rows.slice(0, 1), 20)).toBe(
      ['host1', '  needs: patch', '  why: link vxlan2', '  to host3 leads', '  elsewhere'].join('\n'),
    );
  });

  test.each(Array.from({ length: 60 }, (_, index) => index + 1))(
    'at %i characters breaks no word and loses none',
    (width) => {
      const text = table(head, rows, width);
      const words = text.split(/\s+/).filter((word) => word !== '');
      for (const word of rows.flat().flatMap((cell) => cell.split(' '))) if (word !== '') expect(words).toContain(word);
      const longest = Math.max(...words.map((word) => word.length));
      for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(Math.max(width, longest + 2));
    },
  );
});

const { path } = exampleNamed('debian-vxlan');

describe.each(sources)('$name plan', ({ run }) => {
  test.each([20, 40, 60, 80, 100])('at %i columns breaks no word, and fits', async (columns) => {
    const wide = await run(['plan', path]);
    const { status, stdout } = await run(['plan', path], { env: { COLUMNS: String(columns) } });
    expect(status).toBe(0);
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(columns);
    const words = new Set(stdout.split(/\s+/));
    const heads = new Set('host system underlay slice mesh address links document link between and'.split(' '));
    for (const word of wide.stdout.split(/\s+/)) if (!heads.has(word)) expect(words).toContain(word);
  });

  test('is as wide as it needs where nobody says how wide a line is', async () => {
    const { stdout } = await run(['plan', path]);
    for (const COLUMNS of ['', '0', '-5', 'wide', '1e2']) {
      expect((await run(['plan', path], { env: { COLUMNS } })).stdout).toBe(stdout);
    }
  });
});

testWith('script')('plan asks the terminal how wide it is', async () => {
  const call = `stty cols 60 rows 40; ${process.execPath} ${BUNDLE} plan ${path}`;
  const { stdout } = await execute('script', ['-qec', call, '/dev/null'], {
    env: { PATH: process.env['PATH'], TERM: 'xterm', SHELL: '/bin/sh' },
  });
  expect(stdout).toContain('MTU       1500 − 20 − 8 − 8 − 14 = 1450');
  for (const line of stdout.split('\r\n')) expect(line.length).toBeLessThanOrEqual(60);
});
