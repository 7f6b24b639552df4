import { expect, test } from 'vitest';
import { twoHosts } from '../../../src/check/example.ts';
import { codesOf, said } from '../diagnose.ts';

test('it is shown with the layout', () => {
  expect(said(twoHosts('network: { layout: per-host }\nfirewall: none\n'))).toMatchInlineSnapshot(`
    "7:11 warning MI0657: firewall none with network.layout per-host: nothing masquerades, so containers cannot reach the outside
      hint: Set firewall: auto, or network.masquerade: false where your own router does NAT.
      6:20: Docker’s own masquerading is off in this layout"
  `);
});

test('in layout shared Docker masquerades', () => {
  expect(codesOf(twoHosts('firewall: none\n'))).not.toContain('MI0657');
});
