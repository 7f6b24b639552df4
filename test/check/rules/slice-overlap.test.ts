import { expect, test } from 'vitest';
import { example } from '../../../src/check/example.ts';
import { codesOf, said } from '../diagnose.ts';

test('nested slices are shown, whichever comes first', () => {
  expect(
    said(
      example([
        'host1: { address: 10.0.0.11, slice: 172.17.64.0/24 }',
        'host2: { address: 10.0.0.12, slice: 172.17.64.0/18 }',
        'host3: { address: 10.0.0.13, slice: 172.17.96.0/24 }',
      ]),
    ),
  ).toMatchInlineSnapshot(`
    "5:39 error MI0405: hosts.host2.slice 172.17.64.0/18 and hosts.host1.slice 172.17.64.0/24 overlap
      hint: Two containers would get the same address: pin a separate range for each host, or let meshinit choose one.
      4:39: hosts.host1 has it first
    6:39 error MI0405: hosts.host3.slice 172.17.96.0/24 and hosts.host2.slice 172.17.64.0/18 overlap
      hint: Two containers would get the same address: pin a separate range for each host, or let meshinit choose one.
      5:39: hosts.host2 has it first"
  `);
});

test('neighbours do not overlap', () => {
  expect(
    codesOf(
      example([
        'host1: { address: 10.0.0.11, slice: 172.17.64.0/18 }',
        'host2: { address: 10.0.0.12, slice: 172.17.128.0/18 }',
      ]),
    ),
  ).not.toContain('MI0405');
});
