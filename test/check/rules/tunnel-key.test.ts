import { expect, test } from 'vitest';
import { twoHosts } from '../../../src/check/example.ts';
import { codesOf, said } from '../diagnose.ts';

test('a VNI of 25 bits is refused', () => {
  expect(said(twoHosts('network: { tunnel: { kind: geneve, key: 16777216 } }\n'))).toMatchInlineSnapshot(
    `"6:41 error MI0306: network.tunnel.key 16777216 does not fit Geneve: its key has 24 bits, 0 to 16777215"`,
  );
});

test('GRE takes 32 bits', () => {
  expect(codesOf(twoHosts('network: { tunnel: { kind: gre, key: 4294967295 } }\n'))).not.toContain('MI0306');
});
