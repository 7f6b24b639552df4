import { describe, expect, test } from 'vitest';
import { formatDiagnostics } from '../../src/diagnostics/formats.ts';
import { maskManifest } from '../../src/secrets/mask-manifest.ts';
import { diagnose } from '../check/diagnose.ts';

const start = 'meshinit: 1\nhosts:\n  host1: { address: 10.0.0.11 }\n';

/** Manifests that hold the word hunter2 as a secret, some of them broken. */
const manifests: readonly (readonly [string, string])[] = [
  ['a TLS key in one line', `${start}docker: { listen: 1, tls: { ca: hunter2, cert: hunter2, key: hunter2 } }\n`],
  [
    'a TLS key in a block',
    `${start}docker:\n  tls:\n    ca: a\n    cert: b\n    kye: |\n      hunter2\n      hunter2\n`,
  ],
  [
    'a password as a number or a key’s neighbour',
    `${start}defaults: { os: x, cloud_config: { a: [{ b: hunter2 }], hash: "hunter2" } } # x\n`,
  ],
  ['a comment among secrets', `${start}defaults:\n  os: x\n  cloud_config: { # was hunter2\n    a: b }\n`],
  ['ignition', `${start}defaults: { os: x, ignition: { passwd: { users: [{ passwordHash: hunter2 }] } } }\n`],
  ['daemon', `${start}docker: { listen: 1, daemon: { proxies: { http-proxy: "http://me:hunter2@proxy" } } }\n`],
  ['an anchor elsewhere', `x: &x hunter2\n${start}docker: { tls: { ca: *x, cert: *x, key: *x } }\n`],
  ['a misspelt key', `${start}docker: { TLS: { key: hunter2 } }\n`],
  ['cloud-config in the place of a manifest', `password: hunter2\nchpasswd: { list: ["root:hunter2"] }\n`],
  ['a URL', `${start}ovs: { from: { debs: ["https://me:hunter2@example.com/a.deb?signature=hunter2"] } }\n`],
  ['a URL with a slash in its password', `${start}docker: { listen: [https://me:hun/hunter2@example.com] }\n`],
  ['a text that is no YAML', `${start}docker: { tls: { key: hunter2 }\nname: x\n`],
  [
    'a text that is no YAML, in a block',
    `${start}docker:\n  tls:\n    key: |\n      hunter2\n     hunter2: "\n    ca: {hunter2\n`,
  ],
  [
    'a key file that is not indented',
    `${start}docker:\n  tls:\n    key: |\n-----BEGIN PRIVATE KEY-----\nhunter2\n-----END PRIVATE KEY-----\n`,
  ],
  ['a key without a space after its colon', `${start}  x: { address: 10.0.0.12, tls: { key:hunter2 } }\n`],
  ['a key with a sign in its place', `${start}  x: { address: 10.0.0.12, tls: { key=hunter2 } }\n`],
  ['such a key twice, in quotes', `${start}  x: { address: 10.0.0.12, tls: { "key:hunter2": 1, 'key:hunter2': 2 } }\n`],
  ['a tab before a secret', `${start}docker:\n  tls:\n\tkey: hunter2\n`],
  [
    'a wrong type',
    `${start}docker: { daemon: hunter2, tls: hunter2 }\ndefaults: { os: x, cloud_config: "hunter2\\nhunter2" }\n`,
  ],
];

test.each(manifests)('%s is never shown', (_, text) => {
  const diagnostics = diagnose(text);
  const options = { file: 'm.yaml', text, color: false, tool: { version: '0' }, laws: [] };
  expect(diagnostics).not.toEqual([]);
  for (const format of ['pretty', 'json', 'github', 'sarif'] as const) {
    expect(formatDiagnostics(format, diagnostics, options)).not.toContain('hunter2');
  }
  expect(maskManifest(text)).not.toContain('hunter2');
});

test.each(manifests)('%s is hidden without moving anything', (_, text) => {
  const masked = maskManifest(text);
  expect(masked.split('\n').map((line) => line.length)).toEqual(text.split('\n').map((line) => line.length));
});

describe('what is no secret', () => {
  test('is shown as it is written', () => {
    const text = `${start}  tls: { address: 10.0.0.12 }\nnetwork: { tunnel: { kind: gre, key: 7 } }\novs: { from: { debs: [{ url: https://example.com/a@b.deb, sha256: x }] } }\n`;
    expect(maskManifest(text)).toBe(text);
  });

  test('stays visible beside one', () => {
    const text = `${start}defaults: { os: x, cloud_config: { package_update: true, password: hunter2, packages: [htop] } }\n`;
    expect(maskManifest(text).split('\n')[3]).toBe(
      'defaults: { os: x, cloud_config: { package_update: true, password: •••••••, packages: [htop] } }',
    );
  });
});
