import { describe, expect, test } from 'vitest';
import { errorsOf, manifestWith } from './manifest.ts';

/** Each keeps meshinit's work from the host in a way of its own. */
const wrongs: readonly string[] = [
  'launch-index: 0',
  'launch-index: 1',
  'allow_userdata: false',
  'allow_userdata: "no"',
  'merge_how: list(append)+str()',
  'merge_how: dict',
  'merge_type: [{ name: dict }]',
  'merge_how: dict(replace)+set()',
  'cloud_init_modules: []',
  'cloud_init_modules: [write-files]',
  'cloud_config_modules: [ntp, timezone]',
  'cloud_final_modules: []',
  'cloud_final_modules: [[scripts-vendor, always]]',
  'cloud_final_modules: null',
  'datasource_list: [None]',
  'datasource_pkg_list: []',
  'system_info: { distro: alpine }',
  'system_info: { paths: { cloud_dir: /srv/cloud } }',
  'write_files: [{ path: /etc/docker, content: x }]',
  'write_files: [{ path: /usr/local/sbin, content: x }]',
  'write_files: [{ path: /etc, content: x }]',
  'write_files: [{ path: /etc/docker/daemon.json/x, content: x }]',
  'write_files: [{ path: /etc/meshinit/mine.conf, content: x }]',
  'write_files: [{ path: /etc/../usr/local//sbin/meshinit-mesh, content: x }]',
  'write_files: [{ path: /lib/systemd/system/meshinit-setup.service, content: x }]',
  'write_files: [{ path: /run/systemd/system/meshinit-mesh.service, content: x }]',
  'write_files: [{ path: /var/lib/meshinit/ready, content: x }]',
  'write_files: [{ path: /etc/systemd/system/meshinit-setup.service.d/mine.conf, content: "[Unit]\\nConditionPathExists=/no\\n" }]',
  'write_files: [{ path: /etc/cloud/cloud-init.disabled }]',
  'write_files: [{ path: /etc/cloud/cloud.cfg.d/99-mine.cfg, content: "cloud_final_modules: []\\n" }]',
  'write_files: [{ path: /var/lib/cloud/instance/sem/config_scripts_user, content: x }]',
  'mounts: [[/dev/sdb, /usr/local]]',
  'mounts: [[/dev/sdb, /etc/, ext4]]',
  'mounts: [[/dev/sdb, /etc/meshinit]]',
];

const rights: readonly string[] = [
  'allow_userdata: true',
  'merge_how: dict(replace)+list(append)+str()',
  'merge_type: [{ name: dict, settings: [recurse_array] }, { name: list, settings: [append] }]',
  'cloud_init_modules: [bootcmd, write-files, [growpart, always], users-groups]',
  'cloud_config_modules: [runcmd, ntp]',
  'cloud_final_modules: [[scripts-user, always], power-state-change]',
  'system_info: { default_user: { name: ops } }',
  'write_files: [{ path: /etc/cloud/cloud.cfg.d/99-net.cfg, content: "network: {config: disabled}\\n" }]',
  'write_files: [{ path: /var/lib/cloud/scripts/per-boot/mine.sh, content: "#!/bin/sh\\n", permissions: "0755" }]',
  'write_files: [{ path: /etc/cloud/cloud-init.disabled, defer: true }]',
  'write_files: [{ path: /etc/systemd/system/docker.service.d/mine.conf, content: "[Service]\\n" }]',
  'write_files: [{ path: /etc/systemd/system/meshinit-setup.service.d/mine.conf, content: "[Service]\\nTimeoutStartSec=900\\n" }]',
  'write_files: [{ path: /srv/meshinit/notes, content: x }, { path: /usr/local/sbin/mine, content: x }]',
  'mounts: [[/dev/sdb, /var/lib/docker], [sdc, none, swap], [/dev/sdd, /var]]',
  'power_state: { mode: reboot }\npackage_reboot_if_required: true\nmanual_cache_clean: true\npreserve_hostname: true',
];

describe('cloud_config cannot keep meshinit’s work from a host', () => {
  test('each is told where it stands, and what to do instead', async () => {
    const said = wrongs.map((text) => `${text}\n${errorsOf(manifestWith(text)).join('\n')}\n`);
    await expect(said.join('\n').replaceAll('hosts.host1.cloud_config', '…')).toMatchFileSnapshot('switched-off.txt');
  });

  test.each(wrongs)('%s is one fault at the least', (text) => {
    const codes = errorsOf(manifestWith(text)).map((line) => line.split(' ')[1]);
    expect(codes.some((code) => code === 'MI0701' || code === 'MI0711')).toBe(true);
  });

  test.each(rights)('%s leaves it alone', (text) => {
    expect(errorsOf(manifestWith(text))).toEqual([]);
  });

  test('lists of the defaults and of the host are looked at together', () => {
    const manifest = (own: string): string =>
      `meshinit: 1\ndefaults: { os: debian-12, cloud_config: { cloud_final_modules: [scripts-user] } }\nhosts:\n  a: { address: 10.0.0.1, cloud_config: { cloud_final_modules: [${own}] } }\n`;
    expect(errorsOf(manifest('power-state-change'))).toEqual([]);
  });
});
