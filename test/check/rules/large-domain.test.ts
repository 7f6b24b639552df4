import { expect, test } from 'vitest';
import { example } from '../../../src/check/example.ts';
import { codesOf, said } from '../diagnose.ts';

test('fifty-one hosts are many', () => {
  expect(
    said(example(Array.from({ length: 51 }, (_, index) => `h${index}: { address: 10.0.0.${index} }`))),
  ).toMatchInlineSnapshot(`
    "3:1 warning MI0654: 51 hosts share one broadcast domain; with more than about 50, broadcasts become a burden
      hint: Set network.layout: routed, which has none; where containers need one Ethernet segment, network.control: {evpn: …} keeps frames for one host from all others; split the cluster; or say why that is fine here: allow: { MI0654: why }."
  `);
});

test('fifty are not', () => {
  expect(
    codesOf(example(Array.from({ length: 50 }, (_, index) => `h${index}: { address: 10.0.0.${index} }`))),
  ).not.toContain('MI0654');
});
