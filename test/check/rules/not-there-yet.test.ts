import { expect, test } from 'vitest';
import { twoHosts } from '../../../src/check/example.ts';
import { codesOf, said } from '../diagnose.ts';

test('a system is pointed at where it is said, the default once', () => {
  expect(
    said(
      'meshinit: 1\ndefaults: { os: fedora-coreos }\nhosts: { a: { address: 10.0.0.1 }, b: { address: 10.0.0.2 }, c: { address: 10.0.0.3, os: flatcar } }\n',
    ),
  ).toMatchInlineSnapshot(`
    "2:17 error MI0602: defaults.os fedora-coreos comes with a later release
      hint: Operating systems that are there: SYSTEMS.
    3:90 error MI0602: hosts.c.os flatcar comes with a later release
      hint: Operating systems that are there: SYSTEMS."
  `);
});

test('a default that no host takes is not asked for', () => {
  expect(
    codesOf('meshinit: 1\ndefaults: { os: fedora-coreos }\nhosts: { a: { address: 10.0.0.1, os: debian-12 } }\n'),
  ).not.toContain('MI0602');
});

test('what is there is not told', () => {
  expect(
    codesOf(twoHosts('network: { dataplane: ovs, topology: { star: [host1] } }\ndocker: { from: distro }\n')),
  ).not.toContain('MI0602');
});
