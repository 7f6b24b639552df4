import { describe, expect, test } from 'vitest';
import { heldSecrets } from '../../src/secrets/held-secrets.ts';

const manifest = (own: string): string =>
  `meshinit: 1\ndefaults: { os: debian-12 }\nhosts:\n  host1:\n    address: 10.0.0.11\n    cloud_config:\n      ${own}\n`;
const kinds = (own: string): string[] => heldSecrets(manifest(own)).map(({ kind, line }) => `${kind} in line ${line}`);

describe('a secret is found with its line and kind', () => {
  test.each([
    ['users: [{ name: a, hashed_passwd: $y$j9T$abc$defghijklmnop }]', 'password hash in line 7'],
    ['chpasswd: { users: [{ name: a, password: hunter2 }] }', 'password in line 7'],
    ['ssh_keys: { ed25519_private: x }', 'private key in line 7'],
    ['wireguard: { interfaces: [{ name: wg0, content: "PrivateKey = x" }] }', 'private key in line 7'],
    [
      'write_files: [{ path: /a, content: "[Interface]\\nPrivateKey = yAnz5TF+lXXJte14tji3zlMNq+hd2rYUIgJBgB3fBmk=" }]',
      'private key in line 7',
    ],
    ['write_files: [{ path: /a, content: "AWS=AKIAIOSFODNN7EXAMPLE" }]', 'token in line 7'],
    ['write_files: [{ path: /a, content: "DB_PASSWORD=hunter2" }]', 'password in line 7'],
    ['bootcmd: ["curl -H \\"Authorization: Bearer abcdef123\\" https://x"]', 'token in line 7'],
    [
      'apt: { sources: { a: { source: "deb https://u:p4ss@example.org/ x main" } } }',
      'credentials in an address in line 7',
    ],
  ])('%s', (own, found) => expect(kinds(own)).toEqual([found]));

  test('and of the defaults for every host', () => {
    const text =
      'meshinit: 1\ndefaults:\n  os: debian-12\n  cloud_config: { password: hunter2 }\nhosts: { a: { address: 10.0.0.1 } }\n';
    expect(heldSecrets(text)).toMatchObject([{ host: undefined, line: 4, kind: 'password', value: 'hunter2' }]);
  });
});

test.each([
  'users: [{ name: a, lock_passwd: true, passwd: "!", ssh_authorized_keys: [ssh-ed25519 AAAAC3Nza] }]',
  'ssh_pwauth: false',
  'chpasswd: { expire: false }',
  'write_files: [{ path: /a, content: "PasswordAuthentication no" }]',
  'write_files: [{ path: /a, content: "token: $TOKEN\\nPASSWORD=$PASSWORD\\nsecret: /run/secret" }]',
  'apt: { sources: { a: { source: "deb https://example.org/ x main", keyid: 9DC858229FC7DD38854AE2D88D81803C0EBFCD88 } } }',
  'runcmd: ["passwd --lock root"]',
])('%s holds none', (own) => expect(kinds(own)).toEqual([]));
