import { expect, test } from 'vitest';
import { example } from '../../../src/check/example.ts';
import { codesOf, said } from '../diagnose.ts';

test('the pieces are named, a host without a link among them', () => {
  expect(
    said(
      example(
        [
          'host1: { address: 10.0.0.11 }',
          'host2: { address: 10.0.0.12 }',
          'host3: { address: 10.0.0.13 }',
          'host4: { address: 10.0.0.14 }',
          'host5: { address: 10.0.0.15 }',
        ],
        'network: { topology: { links: [[host1, host2], [host3, host4]] } }\n',
      ),
    ),
  ).toMatchInlineSnapshot(`
    "9:24 error MI0415: the links leave the mesh in 3 separate pieces: {host1, host2}, {host3, host4}, {host5}
      hint: Join them, with a link such as [host1, host3]."
  `);
});

test('many pieces and large ones are cut short', () => {
  expect(
    said(
      example(
        [
          'host1: { address: 10.0.0.11 }',
          'host2: { address: 10.0.0.12 }',
          'host3: { address: 10.0.0.13 }',
          'host4: { address: 10.0.0.14 }',
          'host5: { address: 10.0.0.15 }',
          'host6: { address: 10.0.0.16 }',
          'host7: { address: 10.0.0.17 }',
          'host8: { address: 10.0.0.18 }',
          'host9: { address: 10.0.0.19 }',
          'host10: { address: 10.0.0.20 }',
          'host11: { address: 10.0.0.21 }',
          'host12: { address: 10.0.0.22 }',
        ],
        'network: { topology: { links: [[host1, host2], [host2, host3], [host3, host4], [host4, host5]] } }\n',
      ),
    ),
  ).toMatchInlineSnapshot(`
    "16:24 error MI0415: the links leave the mesh in 8 separate pieces: {host1, host2, host3 and 2 more}, {host6}, {host7}, {host8} and 4 more
      hint: Join them, with a link such as [host1, host6]."
  `);
});

test('a chain is one piece', () => {
  expect(
    codesOf(
      example(
        ['host1: { address: 10.0.0.11 }', 'host2: { address: 10.0.0.12 }', 'host3: { address: 10.0.0.13 }'],
        'network: { topology: { links: [[host2, host1], [host3, host2]] } }\n',
      ),
    ),
  ).not.toContain('MI0415');
});

test('a way by a host that was left out for a fault of its own is a way', () => {
  expect(
    codesOf(
      example(
        ['host1: { address: 10.0.0.11 }', 'host2: {}', 'host3: { address: 10.0.0.13 }'],
        'network: { topology: { links: [[host1, host2], [host2, host3]] } }\n',
      ),
    ),
  ).not.toContain('MI0415');
});

test('where a link is wrong in itself, the rest is not judged', () => {
  expect(
    codesOf(
      example(
        ['host1: { address: 10.0.0.11 }', 'host2: { address: 10.0.0.12 }', 'host3: { address: 10.0.0.13 }'],
        'network: { topology: { links: [[host1, host2], [host3]] } }\n',
      ),
    ),
  ).not.toContain('MI0415');
});
