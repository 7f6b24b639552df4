import { expect, test } from 'vitest';
import { example, twoHosts } from '../../../src/check/example.ts';
import { codesOf, said } from '../diagnose.ts';

test('where split horizon works, it is offered', () => {
  expect(said(twoHosts('network: { loops: stp }\n'))).toMatchInlineSnapshot(`
    "6:19 warning MI0656: network.loops stp takes about 50 s to repair the mesh when a host dies; split horizon works here and takes no time
      hint: Set loops: split-horizon, or remove it; or say why: allow: { MI0656: why }."
  `);
});

test('where RSTP works, it is', () => {
  expect(
    said(
      example(
        ['host1: { address: 10.0.0.11 }', 'host2: { address: 10.0.0.12 }', 'host3: { address: 10.0.0.13 }'],
        'network: { topology: ring, loops: stp }\n',
      ),
    ),
  ).toMatchInlineSnapshot(`
    "7:35 warning MI0656: network.loops stp takes about 50 s to repair the mesh when a host dies; RSTP works here and takes about 6 s
      hint: Set loops: rstp, or remove it; or say why: allow: { MI0656: why }."
  `);
});

test('where nothing better is known, STP is fine', () => {
  expect(codesOf(twoHosts('network: { loops: stp }\n', 'ubuntu-14.04'))).not.toContain('MI0656');
});

test('layout routed is told that it has no loops, and nothing else', () => {
  expect(codesOf(twoHosts('network: { layout: routed, loops: stp }\n'))).toEqual(['MI0437']);
});
