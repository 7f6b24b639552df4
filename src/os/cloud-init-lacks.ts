import { isAtLeast, type Version, versionNumbers } from '../versions.ts';

interface Key {
  /** The first release that knows it (cloud-init's change log and tags). */
  readonly since: Version | readonly [major: number, minor: number, patch: number];
  /** What an older one does instead, after "cloud-init VERSION ", and what to use. */
  readonly before: string;
}

/** Top-level keys of cloud-config, and `module.key`s, that younger releases brought. */
const keys: Readonly<Record<string, Key>> = {
  allow_public_ssh_keys: { since: [19, 3], before: 'always takes the provider’s keys' },
  ansible: { since: [22, 3], before: 'has no ansible module' },
  apt: { since: [0, 7, 8], before: 'has no apt: map; use apt_sources' },
  ca_certs: { since: [22, 1], before: 'spells it ca-certs' },
  'chpasswd.users': { since: [22, 3], before: 'knows only chpasswd.list' },
  create_hostname_file: { since: [23, 4], before: 'always makes the file' },
  drivers: { since: [19, 1], before: 'has no ubuntu_drivers module' },
  keyboard: { since: [22, 1], before: 'has no keyboard module' },
  'ntp.allow': { since: [23, 2], before: 'does not know it' },
  'ntp.peers': { since: [23, 2], before: 'does not know it' },
  ntp: { since: [0, 7, 8], before: 'has no ntp module; install ntp with packages' },
  'packages.apt': { since: [23, 4], before: 'takes only a list of names' },
  'packages.snap': { since: [23, 4], before: 'takes only a list of names' },
  prefer_fqdn_over_hostname: { since: [21, 2], before: 'does not know it' },
  rpi: { since: [25, 2], before: 'has no raspberry_pi module' },
  snap: { since: [18, 1], before: 'has no snap module' },
  spacewalk: { since: [0, 7, 8], before: 'has no spacewalk module' },
  ssh: { since: [21, 1], before: 'has no ssh: map' },
  ssh_publish_hostkeys: { since: [19, 3], before: 'publishes no host keys' },
  ssh_quiet_keygen: { since: [21, 4], before: 'does not know it' },
  ubuntu_advantage: { since: [19, 1], before: 'has no ubuntu_advantage module' },
  ubuntu_pro: { since: [24, 1], before: 'spells it ubuntu_advantage' },
  updates: { since: [21, 3], before: 'has no hotplug' },
  'users.doas': { since: [23, 3], before: 'writes no rules for doas' },
  'users.snapuser': { since: [0, 7, 9], before: 'makes no snap users' },
  'users.ssh_redirect_user': { since: [18, 4], before: 'does not know it' },
  wireguard: { since: [22, 3], before: 'has no wireguard module' },
  'write_files.append': { since: [17, 1], before: 'cannot append; write the whole file' },
  'write_files.defer': { since: [21, 4], before: 'cannot defer' },
  'write_files.source': { since: [24, 3], before: 'fetches no file for write_files; download it in runcmd' },
};

/** What a release of cloud-init does not know, each with advice. What came before 0.7.7 is in the list of the one older system. */
export function cloudInitLacks(version: string): Readonly<Record<string, string>> {
  const lacking = Object.entries(keys).filter(([, { since }]) => !isAtLeast(versionNumbers(version), since));
  return Object.fromEntries(
    lacking.map(([key, { since, before }]) => [key, `cloud-init ${version} ${before} (${since.join('.')})`]),
  );
}
