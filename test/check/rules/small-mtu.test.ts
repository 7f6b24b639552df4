import { expect, test } from 'vitest';
import { example } from '../../../src/check/example.ts';
import { codesOf, said } from '../diagnose.ts';

const hosts = (first: string, second = '10.0.0.12'): string[] => [
  `host1: { address: ${first} }`,
  `host2: { address: ${second} }`,
];

test('an underlay that leaves too little is told at the host that has it', () => {
  expect(said(example(hosts('10.0.0.11, mtu: 1320')))).toMatchInlineSnapshot(`
    "4:37 warning MI0659: the mesh carries 1270 bytes (1320 − 20 − 8 − 8 − 14 = 1270, by hosts.host1); IPv6 needs 1280
      hint: Use an underlay of at least 1330 bytes and say so with mtu, or say why this is fine: allow: { MI0659: why }."
  `);
});

test('so is one of the defaults, and one that the manifest asks for', () => {
  const byDefault = example(hosts('10.0.0.11')).replace('debian-12 }', 'debian-12, mtu: 1300 }');
  expect(said(byDefault)).toMatch(/^2:33 warning MI0659/);
  expect(said(example(hosts('10.0.0.11'), 'network: { mtu: 1200 }\n'))).toMatchInlineSnapshot(`
    "6:17 warning MI0659: network.mtu 1200 is less than the 1280 bytes that IPv6 needs; the tunnels carry 1450
      hint: Leave network.mtu out, or say why: allow: { MI0659: why }."
  `);
});

test('the least underlay depends on the tunnel', () => {
  for (const [tunnel, least] of Object.entries({ vxlan: 1330, gre: 1318, '{ kind: gre, key: 7 }': 1322 })) {
    const rest = `network: { tunnel: ${tunnel} }\n`;
    expect(codesOf(example(hosts(`10.0.0.11, mtu: ${least}`), rest))).toEqual([]);
    expect(codesOf(example(hosts(`10.0.0.11, mtu: ${least - 1}`), rest))).toEqual(['MI0659']);
  }
});

test('over IPv6 the headers are longer', () => {
  expect(codesOf(example(hosts('fd00::11, mtu: 1349', 'fd00::12')))).toEqual(['MI0659']);
  expect(codesOf(example(hosts('fd00::11, mtu: 1350', 'fd00::12')))).toEqual([]);
});

test('what is an error already, or not known, is no warning besides', () => {
  expect(codesOf(example(hosts('fd00::11, mtu: 1200', 'fd00::12')))).toEqual(['MI0310']);
  expect(codesOf(example(hosts('10.0.0.11, mtu: 1320'), 'network: { mtu: 1275 }\n'))).toEqual([]);
  expect(codesOf(example(hosts('10.0.0.11, mtu: many')))).not.toContain('MI0659');
});

test('a reason silences it', () => {
  expect(codesOf(example(hosts('10.0.0.11, mtu: 1320'), 'allow: { MI0659: IPv4 alone }\n'))).toEqual([]);
});
