import { expect, test } from 'vitest';
import { said } from '../diagnose.ts';

test('where no host has one, it is told once', () => {
  expect(said('meshinit: 1\nhosts: { a: { address: 10.0.0.1 }, b: { address: 10.0.0.2 } }\n')).toMatchInlineSnapshot(`
    "2:1 error MI0601: no host has an operating system: neither defaults.os nor hosts.*.os is set; legal values: SYSTEMS
      hint: Set it once for all hosts: defaults: { os: debian-12 }."
  `);
});

test('where some have one, each other is pointed at', () => {
  expect(
    said(
      'meshinit: 1\nhosts: { a: { address: 10.0.0.1, os: debian-12 }, b: { address: 10.0.0.2 }, c: { address: 10.0.0.3 } }\n',
    ),
  ).toMatchInlineSnapshot(`
    "2:51 error MI0601: hosts.b has no operating system: neither hosts.b.os nor defaults.os is set; legal values: SYSTEMS
      hint: For example: defaults: { os: debian-12 }.
    2:77 error MI0601: hosts.c has no operating system: neither hosts.c.os nor defaults.os is set; legal values: SYSTEMS
      hint: For example: defaults: { os: debian-12 }."
  `);
});

test('one that was wrong in itself is not missing', () => {
  expect(
    said('meshinit: 1\nhosts: { a: { address: 10.0.0.1, os: debian }, b: { address: 10.0.0.2, os: debian-12 } }\n'),
  ).toMatchInlineSnapshot(
    `
    "2:38 error MI0204: hosts.a.os is 'debian'; legal values: SYSTEMS
      hint: Did you mean 'debian-11', 'debian-12' or 'debian-13'?"
  `,
  );
});

test('a default that was wrong in itself is not missing', () => {
  expect(said('meshinit: 1\ndefaults: { os: debian }\nhosts: { a: { address: 10.0.0.1 } }\n')).toMatchInlineSnapshot(
    `
    "2:17 error MI0204: defaults.os is 'debian'; legal values: SYSTEMS
      hint: Did you mean 'debian-11', 'debian-12' or 'debian-13'?"
  `,
  );
});
