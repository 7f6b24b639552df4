import { expect, test } from 'vitest';
import { example, twoHosts } from '../../../src/check/example.ts';
import { codesOf, said } from '../diagnose.ts';

test('split horizon needs the word full, a ring of three is none', () => {
  expect(
    said(
      example(
        ['host1: { address: 10.0.0.11 }', 'host2: { address: 10.0.0.12 }', 'host3: { address: 10.0.0.13 }'],
        'network: { topology: ring, loops: split-horizon }\n',
      ),
    ),
  ).toMatchInlineSnapshot(`
    "7:35 error MI0612: network.loops split-horizon needs network.topology full: it forwards nothing from one tunnel to another
      hint: Use topology: full, or loops: rstp, or leave loops out.
      7:22: not the word full"
  `);
});

test('an Open vSwitch that is too old is named', () => {
  expect(
    said(twoHosts('network: { loops: split-horizon }\nallow: { MI0652: test }\n', 'ubuntu-14.04')),
  ).toMatchInlineSnapshot(`
    "6:19 error MI0612: network.loops split-horizon needs Open vSwitch 2.7; hosts.host1 (ubuntu-14.04) gets 2.0.2
      hint: Remove loops to get the best that every host supports, or install newer packages with ovs.from.
      2:17: Open vSwitch 2.0.2"
  `);
});

test('what all can keep is fine', () => {
  expect(
    codesOf(
      example(
        ['host1: { address: 10.0.0.11 }', 'host2: { address: 10.0.0.12 }', 'host3: { address: 10.0.0.13 }'],
        'network: { topology: full, loops: split-horizon }\n',
      ),
    ),
  ).not.toContain('MI0612');
});
