import { describe, expect, test } from 'vitest';
import { compile } from '../../src/compile.ts';
import { cloudConfigOf, compiled } from '../support/hosts.ts';

const indent = (text: string, spaces: number): string => text.replaceAll(/^(?=.)/gm, ' '.repeat(spaces));

/** A manifest of one host; `shared` is the defaults' cloud_config, `own` the host's. Both begin at a known line. */
function manifest({
  os = 'debian-12',
  shared = '{}',
  own = '{}',
}: {
  os?: string;
  shared?: string;
  own?: string;
}): string {
  return `meshinit: 1
defaults:
  os: ${os}
  provider: nocloud
  cloud_config:
${indent(shared, 4)}
hosts:
  host1:
    address: 10.0.0.11
    cloud_config:
${indent(own, 6)}
`;
}

const onlyDocument = (text: string) => {
  const [document] = compiled(text).documents;
  if (!document) throw new Error('there is no document');
  return document;
};

const configOf = (parts: Parameters<typeof manifest>[0]) => cloudConfigOf(onlyDocument(manifest(parts)));

const said = (parts: Parameters<typeof manifest>[0]): string[] =>
  compile(manifest(parts))
    .diagnostics.filter(({ severity }) => severity === 'error')
    .map(({ line, column, code, message }) => `${line}:${column} ${code} ${message}`);

describe('raw cloud-config is merged', () => {
  test('a list of the host’s is appended to the defaults’', () => {
    const { packages } = configOf({ shared: 'packages: [htop]', own: 'packages: [tmux, vim]' });
    expect(packages).toEqual(['htop', 'tmux', 'vim']);
  });

  test('maps merge at every depth, and of two other values the host’s holds', () => {
    const config = configOf({
      shared:
        'timezone: UTC\nchpasswd: { expire: true }\nntp: { servers: [a], config: { confpath: /a, packages: [x] } }',
      own: 'timezone: Europe/Berlin\nntp: { servers: [b], config: { confpath: /b } }',
    });
    expect(config['timezone']).toBe('Europe/Berlin');
    expect(config['ntp']).toEqual({ servers: ['a', 'b'], config: { confpath: '/b', packages: ['x'] } });
    expect(config['chpasswd']).toEqual({ expire: true });
  });

  test('files and commands come after meshinit’s own, the defaults’ first', () => {
    const bare = configOf({});
    const config = configOf({
      shared: 'runcmd: [echo one]\nbootcmd: [[echo, zero]]\nwrite_files: [{ path: /etc/one, content: a }]',
      own: 'runcmd: [[echo, two]]\nwrite_files: [{ path: /etc/two, content: b }]',
    });
    expect(config.runcmd).toEqual([...bare.runcmd, 'echo one', ['echo', 'two']]);
    expect(config.bootcmd).toEqual([...(bare.bootcmd ?? []), ['echo', 'zero']]);
    expect(config.write_files.map(({ path }) => path)).toEqual([
      ...bare.write_files.map(({ path }) => path),
      '/etc/one',
      '/etc/two',
    ]);
  });

  test('nothing of it is lost or read as something else', () => {
    const own =
      'users:\n  - default\n  - { name: ops, uid: "0123", lock_passwd: false, sudo: "ALL=(ALL) NOPASSWD:ALL" }\nfinal_message: "up: $UPTIME, yes"\nmounts: [[sdb, /mnt, auto, "defaults,nofail", "0", "2"]]';
    const config = configOf({ own });
    expect(config['users']).toEqual([
      'default',
      { name: 'ops', uid: '0123', lock_passwd: false, sudo: 'ALL=(ALL) NOPASSWD:ALL' },
    ]);
    expect(config['final_message']).toBe('up: $UPTIME, yes');
    expect(config['mounts']).toEqual([['sdb', '/mnt', 'auto', 'defaults,nofail', '0', '2']]);
  });

  test('texts that YAML 1.1 would read as numbers, times or booleans stay texts', () => {
    const own =
      'write_files:\n  - { path: /etc/a, content: "no", permissions: "0600", owner: "0o17" }\n  - { path: /etc/b, content: "12:30:45" }\n  - { path: /etc/c, content: "0755" }\n  - { path: /etc/d, content: "1_000" }';
    const { write_files } = configOf({ own });
    expect(write_files.slice(-4).map(({ content }) => content)).toEqual(['no', '12:30:45', '0755', '1_000']);
    expect(write_files.at(-4)).toMatchObject({ permissions: '0600', owner: '0o17' });
  });
});

describe('a clash with what meshinit owns is an error at the user’s line', () => {
  const daemon =
    'write_files:\n  - path: /etc/motd\n    content: a\n  - path: /etc/docker/daemon.json\n    content: "{}"';

  test('of a file, in the host’s own part', () => {
    expect(said({ own: daemon })).toEqual([
      '14:17 MI0701 hosts.host1.cloud_config writes /etc/docker/daemon.json, which meshinit writes on host1',
    ]);
  });

  test('of a file, in the defaults, once however many hosts there are', () => {
    const text = manifest({ shared: daemon }).replace('hosts:\n', 'hosts:\n  host0: { address: 10.0.0.10 }\n');
    const lines = compile(text).diagnostics.map(({ line, column, code }) => `${line}:${column} ${code}`);
    expect(new Set(lines)).toEqual(new Set(['9:15 MI0701']));
  });

  test('of a file that is spelt another way', () => {
    for (const path of ['/etc//docker/daemon.json', '/etc/./docker/daemon.json', '/etc/x/../docker/daemon.json']) {
      expect(said({ own: `write_files: [{ path: ${path}, content: "{}" }]` })).toEqual([
        expect.stringContaining('MI0701'),
      ]);
    }
  });

  test('of a key that is a list here and something else there', () => {
    expect(said({ own: 'runcmd: echo hello' })).toEqual([expect.stringMatching(/^11:15 MI0702 .*runcmd/)]);
    expect(said({ own: 'write_files: { path: /etc/a }' })).toEqual([expect.stringContaining('MI0702')]);
    expect(said({ own: 'bootcmd: 7' })).toEqual([expect.stringContaining('MI0702')]);
  });

  test('and a file of the user’s own is none', () => {
    expect(said({ own: 'write_files: [{ path: /etc/docker/other.json, content: "{}" }]' })).toEqual([]);
  });
});

describe('Ubuntu 14.04’s cloud-init 0.7.5', () => {
  const os = 'ubuntu-14.04';

  test('knows no apt: map and no module of later years', () => {
    expect(said({ os, own: 'apt: { preserve_sources_list: true }' })).toEqual([
      expect.stringMatching(/^11:7 MI0703 .*apt_sources/),
    ]);
    expect(said({ os, own: 'snap: { commands: [] }\nwireguard: {}' })).toHaveLength(2);
  });

  test('cannot append, defer or fetch a file', () => {
    const own =
      'write_files:\n  - { path: /etc/a, content: a, append: true }\n  - { path: /etc/b, content: b, defer: true }\n  - { path: /etc/c, source: { uri: "https://example.com" } }';
    expect(said({ os, own }).map((line) => line.split(' ').slice(0, 2).join(' '))).toEqual([
      '12:39 MI0703',
      '13:39 MI0703',
      '14:27 MI0703',
    ]);
  });

  test('knows what newer systems do not have to do without', () => {
    expect(
      said({
        os: 'debian-12',
        own: 'apt: { preserve_sources_list: true }\nwrite_files: [{ path: /etc/a, content: a, append: true }]',
      }),
    ).toEqual([]);
  });
});

describe('a document is for its owner alone', () => {
  const isSecret = (own: string): boolean => onlyDocument(manifest({ own })).secret;

  test('where it holds a password, a private key or a file that others may not read', () => {
    for (const own of [
      'password: hunter2',
      'chpasswd: { list: "root:x" }',
      'users: [{ name: ops, hashed_passwd: $6$x }]',
      'ssh_keys: { ed25519_private: x }',
      'write_files: [{ path: /etc/key, content: x, permissions: "0600" }]',
      'write_files: [{ path: /etc/key, content: "-----BEGIN PRIVATE KEY-----" }]',
    ]) {
      expect(`${own} ${isSecret(own)}`).toBe(`${own} true`);
    }
  });

  test('and for everybody where it holds none', () => {
    for (const own of [
      '{}',
      'packages: [htop]',
      'users: [{ name: ops, lock_passwd: true }]',
      'ssh_authorized_keys: [ssh-ed25519 AAAA]',
    ]) {
      expect(`${own} ${isSecret(own)}`).toBe(`${own} false`);
    }
  });
});
