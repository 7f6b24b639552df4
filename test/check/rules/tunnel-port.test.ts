import { expect, test } from 'vitest';
import { twoHosts } from '../../../src/check/example.ts';
import { codesOf, said } from '../diagnose.ts';

test('a port for GRE is refused', () => {
  expect(said(twoHosts('network: { tunnel: { kind: gre, port: 4789 } }\n'))).toMatchInlineSnapshot(`
    "6:39 error MI0307: network.tunnel.port 4789 has no use: GRE has no ports; kinds with a port: vxlan, geneve
      hint: Remove port; to tell two meshes apart, give each its own key."
  `);
});

test('a port for VXLAN is fine', () => {
  expect(codesOf(twoHosts('network: { tunnel: { kind: vxlan, port: 8472 } }\n'))).not.toContain('MI0307');
});
