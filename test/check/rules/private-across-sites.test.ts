import { expect, test } from 'vitest';
import { example } from '../../../src/check/example.ts';
import { codesOf, said } from '../diagnose.ts';

test('the private ones are shown', () => {
  expect(
    said(example(['host1: { address: 10.0.0.11, site: a }', 'host2: { address: 10.0.1.12, site: b }'])),
  ).toMatchInlineSnapshot(`
    "4:21 warning MI0660: other sites would use a private address to reach hosts.host1 (10.0.0.11), hosts.host2 (10.0.1.12)
      hint: Set addresses: { public: … }, or say that the sites’ networks are joined: allow: { MI0660: why }.
      5:21: a private address too"
  `);
});

test('at one site, or with public addresses for the others, it is fine', () => {
  expect(
    codesOf(example(['host1: { address: 10.0.0.11, site: a }', 'host2: { address: 10.0.1.12, site: a }'])),
  ).toEqual([]);
  expect(
    codesOf(
      example([
        'host1: { address: 10.0.0.11, site: a, addresses: { public: 198.51.100.1 } }',
        'host2: { address: 198.51.100.2, site: b }',
      ]),
    ),
  ).toEqual(['MI0653']);
});
