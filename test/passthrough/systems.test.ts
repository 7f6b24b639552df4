import { describe, expect, test } from 'vitest';
import { cloudConfigKeys } from '../../src/document/cloud-config-schema.ts';
import type { Os } from '../../src/os/os.ts';
import { oses } from '../../src/os/oses.ts';
import { errorsOf, manifestWith } from './manifest.ts';

const codes = (text: string, os: string): string[] =>
  errorsOf(manifestWith(text, os)).map((line) => line.split(' ').slice(0, 2).join(' '));

const systems: readonly Os[] = oses;

test.each(systems)('what $id lacks is a key that some cloud-init knows, and each says why', (os) => {
  for (const [place, advice] of Object.entries(os.cloudInitLacks ?? {})) {
    expect(cloudConfigKeys()).toContain(place.split('.')[0]);
    expect(advice).toMatch(/\S{2,} /);
  }
});

test.each(systems)('a whole module that $id lacks is told once: nothing in it is a further fault', (os) => {
  const modules = Object.keys(os.cloudInitLacks ?? {}).filter((place) => !place.includes('.'));
  for (const module of modules) expect(codes(`${module}: 7`, os.id)).toEqual(['7:7 MI0703']);
});

describe('Ubuntu 14.04', () => {
  test('has a user without a number of his own, and passwords as a text', () => {
    expect(codes('users: [{ name: ops, uid: 1500 }]', 'ubuntu-14.04')).toEqual(['7:28 MI0703']);
    expect(codes('chpasswd: { users: [{ name: a, type: RANDOM }] }', 'ubuntu-14.04')).toEqual(['7:19 MI0703']);
    expect(codes('chpasswd: { list: "ops:RANDOM" }', 'ubuntu-14.04')).toEqual([]);
  });

  test('takes what its cloud-init reads, in the words of its time', () => {
    const text = `
apt_sources: [{ source: "ppa:someone/something" }]
apt_mirror: http://archive.ubuntu.com/ubuntu
rsyslog: ['*.* @@10.0.0.1', { content: x, filename: a.conf }]
rsyslog_filename: 20-all.conf
grub-dpkg: { grub-pc/install_devices: /dev/sda }
ca-certs: { trusted: [x] }
users: [default, { name: ops, hashed_passwd: $6$x, sudo: ['ALL=(ALL) ALL'] }]
`;
    expect(codes(text, 'ubuntu-14.04')).toEqual([]);
  });
});

describe('CentOS 7', () => {
  test('has no apt, and no certificates in the new spelling', () => {
    expect(codes('apt: { preserve_sources_list: true }\nca_certs: { trusted: [x] }', 'centos-7')).toEqual([
      '7:7 MI0703',
      '8:7 MI0703',
    ]);
  });

  test('has repositories of yum, and appends to files', () => {
    expect(
      codes('yum_repos: { a: { baseurl: "http://a/" } }\nwrite_files: [{ path: /etc/a, append: true }]', 'centos-7'),
    ).toEqual([]);
  });
});

describe('what later releases of cloud-init brought', () => {
  const later = `create_hostname_file: false
packages: [htop, { apt: [[jq, '1.7'], curl] }]
users: [{ name: ops, doas: [permit nopass ops] }]
ntp: { peers: [ntp.example.com], allow: [10.0.0.0/8] }
ubuntu_pro: { token: C123 }
`;
  const fetched = 'write_files: [{ path: /etc/a, source: { uri: "https://example.com/a" } }]';

  test('is taken where the image has it, each key from its own release on', () => {
    expect(codes(later, 'ubuntu-24.04')).toEqual([]);
    expect(codes(later + fetched, 'debian-13')).toEqual([]);
    expect(codes(fetched, 'ubuntu-24.04')).toEqual(['7:37 MI0703']);
  });

  test('is refused where an older one would pass over it, with its release', () => {
    expect(codes(later, 'debian-12')).toEqual([
      '7:7 MI0703',
      '8:26 MI0703',
      '9:28 MI0703',
      '10:14 MI0703',
      '10:40 MI0703',
      '11:7 MI0703',
    ]);
    expect(errorsOf(manifestWith(later, 'debian-12')).join('\n')).toContain('(23.4)');
  });

  test('has a type too', () => {
    expect(codes('create_hostname_file: 3', 'debian-13')).toEqual(['7:29 MI0705']);
    expect(codes('packages: [{ yum: [a] }]', 'debian-13')).not.toEqual([]);
    expect(codes('write_files: [{ path: /etc/a, source: { url: x } }]', 'debian-13')).not.toEqual([]);
  });
});
