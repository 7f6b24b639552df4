import { expect, test } from 'vitest';
import { compile } from '../../src/compile.ts';

const manifest = (own: string, shared = ''): string =>
  `meshinit: 1\ndefaults: { os: debian-12${shared && `, cloud_config: { ${shared} }`} }\nhosts:\n  host1:\n    address: 10.0.0.11\n    cloud_config: { ${own} }\n`;

const said = (...parts: Parameters<typeof manifest>): string[] =>
  compile(manifest(...parts)).diagnostics.map(({ code, line, column }) => `${line}:${column} ${code}`);

test.each([
  'users: []',
  'users: [{ name: ops }]',
  'users: [ops]',
  'users: [{ name: ops, ssh_authorized_keys: [k], groups: [docker] }]',
  'users: [{ name: ops, sudo: false }]',
  'users: [{ name: ops, sudo: null }]',
  'users: [{ name: ops, groups: "adm, sudo" }]',
  'users: [{ name: root, ssh_authorized_keys: [k] }]',
])('%s locks everybody out', (own) => {
  expect(said(own)).toEqual(['6:21 MI0751']);
});

test.each([
  'timezone: Europe/Berlin',
  'users: [default, { name: ops }]',
  'users: ["ops, default"]',
  'users: [{ name: default }, { name: ops }]',
  'users: [{ name: ops, sudo: "ALL=(ALL) NOPASSWD:ALL" }]',
  'users: [{ name: ops, sudo: ["ALL=(ALL) ALL"] }]',
  'users: [{ name: ops, groups: "adm, sudo", hashed_passwd: "$6$x$y" }]',
  'users: [{ name: root, ssh_authorized_keys: [k] }], disable_root: false',
])('%s leaves a way in', (own) => {
  expect(said(own)).toEqual([]);
});

test('the lists of the defaults and of a host are one', () => {
  expect(said('users: [{ name: ops }]', 'users: [default]')).toEqual([]);
  expect(said('timezone: UTC', 'users: [{ name: ops }]')).toEqual(['2:44 MI0751']);
});

test('the hint says what to write', () => {
  expect(compile(manifest('users: [{ name: ops }]')).diagnostics[0]).toMatchObject({
    severity: 'warning',
    message:
      "hosts.host1.cloud_config.users leaves nobody who can become root: it lacks the image's own user, 'default', and no user in it has sudo",
    hint: "Put 'default' first in the list, or give a user sudo: ALL=(ALL) NOPASSWD:ALL.",
  });
});
