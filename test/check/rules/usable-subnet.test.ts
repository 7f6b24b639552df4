import { expect, test } from 'vitest';
import { twoHosts } from '../../../src/check/example.ts';
import { codesOf, said } from '../diagnose.ts';

test('a range that holds reserved addresses is told, and nothing else of it', () => {
  expect(said(twoHosts('network: { subnet: 0.0.0.0/0 }\n'))).toMatchInlineSnapshot(`
    "6:20 error MI0304: network.subnet 0.0.0.0/0 contains unspecified ("this network") addresses (0.0.0.0/8)
      hint: Use a private block: one of 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16, or a part of it."
  `);
});

test('link-local addresses inside a legal length are found', () => {
  expect(said(twoHosts('network: { subnet: 169.0.0.0/8 }\n'))).toMatchInlineSnapshot(`
    "6:20 error MI0304: network.subnet 169.0.0.0/8 contains link-local addresses (169.254.0.0/16)
      hint: Use a private block: one of 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16, or a part of it."
  `);
});

test('a block beyond the legal lengths is told', () => {
  expect(said(twoHosts('network: { subnet: 172.17.0.0/29 }\n'))).toMatchInlineSnapshot(`
    "6:20 error MI0304: network.subnet 172.17.0.0/29 is too small: its prefix length is from /8 to /28
      hint: Use a private block: one of 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16, or a part of it."
  `);
});

test('the default is usable, and so are /8 and /27', () => {
  expect(codesOf(twoHosts('network: { subnet: 192.168.0.0/27 }\n'))).not.toContain('MI0304');
});
