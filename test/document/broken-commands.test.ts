import { expect, test } from 'vitest';
import { errorsOf, manifestWith } from '../passthrough/manifest.ts';

const heads = (text: string, os?: string): string[] =>
  errorsOf(manifestWith(text, os)).map((error) => error.split('\n')[0] ?? '');

test('an empty command costs an older cloud-init the whole list, meshinit’s first', () => {
  const text = 'runcmd:\n  - echo one\n  -\n';
  expect(heads(text, 'debian-11')).toEqual([
    '9:10 MI0711 hosts.host1.cloud_config.runcmd[1] is empty: cloud-init 20.4.1 would run none of the commands',
  ]);
  expect(heads(text, 'debian-12')).toEqual([]);
});

test('a command holds no NUL', () => {
  expect(heads('bootcmd: ["echo \\0"]')).toEqual([
    '7:17 MI0711 hosts.host1.cloud_config.bootcmd[0] contains a NUL character, which no shell can read',
  ]);
  expect(heads('runcmd: [[echo, "a\\0"]]')).toHaveLength(1);
  expect(heads('write_files: [{ path: /srv/a, content: "a\\0" }]')).toEqual([]);
});

test('cloud-init 0.7.5 is given ASCII alone, as Python 2 has it', () => {
  for (const text of [
    'runcmd: [echo größe]',
    'write_files: [{ path: /srv/a, content: größe }]',
    'users: [{ name: ops, gecos: Ö }]',
    'apt_sources: [{ source: "deb x", "é": 1 }]',
  ]) {
    expect(heads(text, 'ubuntu-14.04').join('\n'), text).toContain('beyond ASCII, on which cloud-init 0.7.5 fails');
    if (text.startsWith('runcmd')) expect(heads(text, 'ubuntu-16.04')).toEqual([]);
  }
});
