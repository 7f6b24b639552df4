import { expect, test } from 'vitest';
import { example } from '../../../src/check/example.ts';
import { said } from '../diagnose.ts';

test('the order of the ends says nothing', () => {
  expect(
    said(
      example(
        ['host1: { address: 10.0.0.11 }', 'host2: { address: 10.0.0.12 }', 'host3: { address: 10.0.0.13 }'],
        'network: { topology: { links: [[host1, host2], [host2, host3], [host2, host1]] } }\n',
      ),
    ),
  ).toMatchInlineSnapshot(`
    "7:64 error MI0414: the link ['host2', 'host1'] is listed twice; the order of its ends does not matter
      hint: Remove one of the two.
      7:32: listed first here"
  `);
});
