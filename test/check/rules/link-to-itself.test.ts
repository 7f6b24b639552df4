import { expect, test } from 'vitest';
import { example } from '../../../src/check/example.ts';
import { said } from '../diagnose.ts';

test('it is told, and nothing of pieces that it may have joined', () => {
  expect(
    said(
      example(
        ['host1: { address: 10.0.0.11 }', 'host2: { address: 10.0.0.12 }', 'host3: { address: 10.0.0.13 }'],
        'network: { topology: { links: [[host1, host2], [host3, host3]] } }\n',
      ),
    ),
  ).toMatchInlineSnapshot(`
    "7:48 error MI0413: the link ['host3', 'host3'] joins a host to itself
      hint: Name the other host, or remove the link."
  `);
});
