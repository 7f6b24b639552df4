import { expect, test } from 'vitest';
import { example } from '../../../src/check/example.ts';
import { codesOf, said } from '../diagnose.ts';

test('a slice over the range of mesh addresses is shown with it', () => {
  expect(
    said(example(['host1: { address: 10.0.0.11, slice: 172.17.0.0/18 }'], 'network: { bridges: 172.17.42.0/24 }\n')),
  ).toMatchInlineSnapshot(`
    "4:39 error MI0406: hosts.host1.slice 172.17.0.0/18 overlaps network.bridges 172.17.42.0/24, the range of the hosts’ mesh addresses
      hint: Pin another slice, or set another network.bridges.
      5:21: the range of the mesh addresses"
  `);
});

test("where the range is the planner's, it makes way", () => {
  expect(codesOf(example(['host1: { address: 10.0.0.11, slice: 172.17.0.0/18 }']))).not.toContain('MI0406');
});
