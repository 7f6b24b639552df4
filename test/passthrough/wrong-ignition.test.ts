import { expect, test } from 'vitest';
import { errorsOf } from './manifest.ts';

/** A manifest of one Ignition host whose raw part is this text; it begins at line 7, column 7. */
function manifestWith(ignition: string): string {
  const block = ignition.trim().replaceAll(/^(?=.)/gm, '      ');
  return `meshinit: 1\ndefaults: { os: fedora-coreos, provider: nocloud }\nhosts:\n  host1:\n    address: 10.0.0.11\n    ignition:\n${block}\n`;
}

/** As people write it, one fault or few each. */
const wrongs: readonly string[] = [
  'variant: fcos',
  'version: 1.5.0',
  'ignition: { version: 3.4.0 }',
  'ignition: { version: 3.3 }',
  'ignition: { config: { merge: [{ url: "https://example.com/a.ign" }] } }',
  'passwd: { users: [{ name: core, ssh_authorized_keys: [ssh-ed25519 AAAA] }] }',
  'passwd: { users: [{ sshAuthorizedKeys: [ssh-ed25519 AAAA] }] }',
  'passwd: { users: [{ name: core, sshAuthorizedKeys: ssh-ed25519 AAAA }] }',
  'passwd: { users: [{ name: core, uid: "1000" }] }',
  'passwd: { users: [{ name: core }, { name: core, uid: 1000 }] }',
  'storage: { files: [{ path: etc/motd }] }',
  'storage: { files: [{ path: /etc/motd, contents: { inline: hello } }] }',
  'storage: { files: [{ path: /etc/motd, contents: { source: hello } }] }',
  'storage: { files: [{ path: /etc/motd, mode: "0644" }] }',
  'storage: { files: [{ path: /etc/motd, mode: 0644 }] }',
  'storage: { files: [{ path: /etc/motd, mode: 0o4755 }] }',
  'storage: { files: [{ path: /etc/motd, overwrite: true }] }',
  'storage: { files: [{ path: /etc/motd }, { path: /etc/motd }] }',
  'storage: { files: [{ path: /etc/a }], links: [{ path: /etc/a, target: /etc/b }] }',
  'storage: { links: [{ path: /etc/localtime }] }',
  'storage: { files: [{ path: /etc/docker/daemon.json, contents: { source: "data:,{}" } }] }',
  'storage: { directories: [{ path: /etc/meshinit/peers }] }',
  'storage: { links: [{ path: /etc/docker, target: /srv/docker }] }',
  'storage: { filesystems: [{ device: /dev/sdb, format: ext3 }] }',
  'systemd: { units: [{ name: app, contents: "[Unit]" }] }',
  'systemd: { units: [{ name: app.service, enabled: true, contents: "[Service]" }] }',
  'systemd: { units: [{ name: meshinit-mesh.service, mask: true }] }',
  'systemd: { units: [{ name: meshinit-setup.service, enabled: false }] }',
  'systemd: { units: [{ name: docker.service, dropins: [{ name: meshinit.conf, contents: "" }] }] }',
  'systemd: { units: [{ name: app.service, dropins: [{ name: env, contents: "" }] }] }',
  'storage: { files: [{ path: /etc/docker, contents: { source: "data:,x" } }] }',
  'storage: { files: [{ path: /etc/meshinit/peers/x, contents: { source: "data:,x" } }] }',
  'storage: { files: [{ path: /run/systemd/system/meshinit-setup.service, contents: { source: "data:,x" } }] }',
  'storage: { links: [{ path: /usr/local, target: /srv/local }] }',
  'storage: { links: [{ path: /var/usrlocal, target: /srv/local }] }',
  'storage: { filesystems: [{ device: /dev/sdb, format: ext4, path: /usr/local }] }',
  'storage: { filesystems: [{ device: /dev/sdb, format: ext4, path: /etc }] }',
  'systemd: { units: [{ name: docker.service, mask: true }] }',
  'systemd: { units: [{ name: network-online.target, mask: true }] }',
  'systemd: { units: [{ name: meshinit-setup.service, dropins: [{ name: x.conf, contents: "[Service]\\nExecStart=\\n" }] }] }',
  'ignition: { config: { replace: { source: "https://example.com/a.ign" } } }',
  'kernelArguments: { shouldExist: [systemd.unit=rescue.target] }',
  'kernelArguments: { shouldExist: ["quiet systemd.mask=docker.service"] }',
  'packages: [htop]',
];

test('each is told where it stands, by what law, and what would be right', async () => {
  const said = wrongs.map((text) => `${text}\n${errorsOf(manifestWith(text)).join('\n')}\n`);
  await expect(said.join('\n').replaceAll('hosts.host1.ignition', '…')).toMatchFileSnapshot('wrong-ignition.txt');
});

test.each(wrongs)('%s is one fault, or as many as it has', (text) => {
  const errors = errorsOf(manifestWith(text));
  expect(errors.length).toBeGreaterThan(0);
  expect(errors.length).toBeLessThanOrEqual(2);
});

/** Errors of a manifest without their hints. */
const heads = (manifest: string): string[] => errorsOf(manifest).map((error) => error.split('\n')[0] ?? '');

test('cloud_config at an Ignition host is told, and so is Ignition at a host of cloud-init', () => {
  const hosts = (first: string, second: string): string =>
    `meshinit: 1\nhosts:\n  a: { address: 10.0.0.1, ${first} }\n  b: { address: 10.0.0.2, ${second} }\nnetwork: { dataplane: linux }\n`;
  expect(
    heads(hosts('os: fedora-coreos, cloud_config: { packages: [htop] }', 'os: debian-12, ignition: { passwd: {} }')),
  ).toMatchInlineSnapshot(`
    [
      "3:46 MI0803 hosts.a.cloud_config cannot be written in format ignition, which a gets",
      "4:42 MI0803 hosts.b.ignition cannot be written in format cloud-config, which b gets",
    ]
  `);
  expect(
    heads(hosts('os: fedora-coreos, ignition: { passwd: {} }', 'os: debian-12, cloud_config: { packages: [htop] }')),
  ).toEqual([]);
});

test('a default for cloud-init is no fault of an Ignition host that has a part of its own', () => {
  const manifest = (own: string): string =>
    `meshinit: 1\ndefaults: { os: debian-12, cloud_config: { packages: [htop] } }\nhosts:\n  a: { address: 10.0.0.1 }\n  b: { address: 10.0.0.2, os: fedora-coreos${own} }\nnetwork: { dataplane: linux }\n`;
  expect(heads(manifest(', ignition: { passwd: {} }'))).toEqual([]);
  expect(heads(manifest(''))).toMatchInlineSnapshot(`
    [
      "2:28 MI0803 defaults.cloud_config cannot be written in format ignition, which b gets",
    ]
  `);
});
