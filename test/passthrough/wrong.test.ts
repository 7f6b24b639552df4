import { expect, test } from 'vitest';
import { errorsOf, manifestWith } from './manifest.ts';

/** As people write it, one fault or few each. */
const wrongs: readonly string[] = [
  'write_file: []',
  'packges: [htop]',
  'network: { version: 2 }',
  'docker: { dns: [10.0.0.1] }',
  'frobnicate: true',
  'packages: docker.io',
  'packages: [htop, 5]',
  'packages: [[htop, "1", x]]',
  'packages:\n  htop: latest',
  'package_update: "true"',
  'runcmd:\n  - echo one\n  - echo: two',
  'bootcmd: [5]',
  'users: [{ nme: ops }]',
  'users: [{ name: ops, shel: /bin/bash }]',
  'users: [{ name: ops, lock_passwd: yes }]',
  'users: [{ gecos: Operations }]',
  'users: [{ name: ops, snapuser: ops@example.com }]',
  'users: [{ name: ops, ssh_authorized_keys: ssh-ed25519 AAAA }]',
  'users: [{ name: ops, expiredate: tomorrow }]',
  'users: 7',
  'write_files: [{ content: x }]',
  'write_files: [{ pth: /etc/a, content: x }]',
  'write_files: [{ path: /etc/a, permissions: 644 }]',
  'write_files: [{ path: /etc/a, encoding: base46 }]',
  'write_files: [{ path: /etc/a, source: { uri: "https://example.com/" } }]',
  'write_files: [/etc/motd]',
  'write_files: [{ path: /etc/a, content: }]',
  'chpasswd: { users: [{ name: ops, passwd: hunter2 }] }',
  'chpasswd: { users: [{ name: ops, type: text }] }',
  'chpasswd: { users: [{ name: ops, password: hunter2, type: hsh }] }',
  'chpasswd: { list: [hunter2] }',
  'power_state: reboot',
  'power_state: { delay: later, mode: reboot }',
  'power_state: { mode: restart }',
  'growpart: { mode: of, devices: / }',
  'ntp: { server: [10.0.0.1] }',
  'mounts: [[sdb, /mnt, auto, defaults, 0, 2]]',
  'swap: { size: 1X, maxsize: big }',
  'apt: { sources: { docker: { source: x, key_id: y } } }',
  'apt: { primary: [{ uri: "https://deb.debian.org/" }] }',
  'apt: {}',
  'yum_repos: { epel: { name: EPEL } }',
  'yum_repos: { epel: { baseurl: mirror, enabled: x } }',
  'ssh_keys: { ed25519_priv: x }',
  'ssh_genkeytypes: [rsa, ed25518]',
  'disk_setup: { /dev/sdb: { table_type: gptt } }',
  'reporting: { hook: { type: webhok, endpoint: "https://example.com/" } }',
  'reporting: { hook: { type: webhook } }',
  'hostname: 5',
  'resize_rootfs: maybe',
  'ssh_genkeytypes: []',
  'snap: { assertions: [a, a] }',
  'cloud_final_modules: [scripts-usr]',
];

test('each is told where it stands, by what law, and what would be right', async () => {
  const said = wrongs.map((text) => `${text}\n${errorsOf(manifestWith(text)).join('\n')}\n`);
  await expect(said.join('\n').replaceAll('hosts.host1.cloud_config', '…')).toMatchFileSnapshot('wrong.txt');
});

test.each(wrongs)('%s is one fault, or as many as it has', (text) => {
  const errors = errorsOf(manifestWith(text));
  expect(errors.length).toBeGreaterThan(0);
  expect(errors.length).toBeLessThanOrEqual(2);
});

test('no value is told, since any may be a secret', () => {
  const secret = 'hunter2-correct-horse';
  const places = [
    `password: [${secret}]`,
    `users: [{ name: ops, passwd: [${secret}], uid: { a: ${secret} } }]`,
    `chpasswd: { list: [${secret}], expire: ${secret} }`,
    `write_files: [{ path: /etc/a, encoding: ${secret}, content: [${secret}] }]`,
    `ssh_keys: { ed25519_private: [${secret}] }`,
    `power_state: { mode: ${secret}, delay: ${secret} }`,
    `landscape: { client: { log_level: ${secret}, tags: "${secret}, b" } }`,
  ];
  for (const text of places) {
    const errors = errorsOf(manifestWith(text));
    expect(errors.length, text).toBeGreaterThan(0);
    expect(errors.join('\n')).not.toContain(secret);
  }
});

test('a key is shown short and without what a terminal would obey', () => {
  const [error = ''] = errorsOf(manifestWith(`"${'k'.repeat(500)}\\e[31m": 1`));
  expect(error.length).toBeLessThan(250);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  expect(error).not.toMatch(/[\u0000-\u0009\u001b]/);
});

test('what was wrong in itself and left out is no fault besides, and moves no other', () => {
  const codes = (text: string): string[] =>
    errorsOf(manifestWith(text)).map((line) => line.split(' ').slice(0, 2).join(' '));
  expect(codes('power_state: { mode: *none }')).toEqual(['7:28 MI0105']);
  expect(codes('packages: [*none, 5]\npackges: [a]')).toEqual(['7:18 MI0105', '8:7 MI0704']);
});

test('a key that every object of JavaScript has is unknown like another', () => {
  for (const key of ['constructor', 'toString', 'hasOwnProperty']) {
    const [error = '', ...others] = errorsOf(manifestWith(`${key}: 1\nusers: [{ name: ops }]`));
    expect(error).toBe(`7:7 MI0704 unknown key '${key}' in hosts.host1.cloud_config: cloud-init has no such key`);
    expect(others).toEqual([]);
    expect(errorsOf(manifestWith(`users: [{ name: ops, ${key}: 1 }]`))).toHaveLength(1);
  }
});
