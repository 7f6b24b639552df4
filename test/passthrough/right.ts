import { parse } from 'yaml';

/** Raw cloud-configs of every documented kind, all of them right for Debian 12. */
const texts: Readonly<Record<string, string>> = {
  'users, the default one and their own': `
users:
  - default
  - name: ops
    gecos: Operations
    groups: [adm, sudo]
    shell: /bin/bash
    lock_passwd: true
    sudo: ALL=(ALL) NOPASSWD:ALL
    ssh_authorized_keys: [ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIExample ops@example.com]
  - { name: build, system: true, homedir: /srv/build, uid: 1500, no_user_group: true, inactive: '5' }
  - { name: guest, expiredate: '2032-09-01', primary_group: users, ssh_import_id: [gh:guest], ssh_redirect_user: false }
  - { name: hashed, hashed_passwd: $6$rounds=4096$x, create_groups: false, selinux_user: staff_u, sudo: null }
  - { snapuser: someone@example.com }
`,
  'users by names': 'users: [default, [ops, build]]',
  'users as a text': 'users: ops,build',
  'users as a map': 'users: { ops: { lock_passwd: true }, default: true }',
  'the default user changed': 'user: { name: ops, lock_passwd: false, plain_text_passwd: x }',
  'the default user named': 'user: ops',
  'groups as a list': 'groups: [admins, { staff: [ops, build] }]',
  'groups as a map': 'groups: { admins: [ops], staff: build }',
  'files of every encoding': `
write_files:
  - { path: /etc/a, content: plain }
  - { path: /etc/b, content: aGVsbG8K, encoding: b64, owner: 'root:root', permissions: '0644' }
  - { path: /etc/c, content: H4sIAAAAAAAAA8tIzcnJ5wIAIDA6NgYAAAA=, encoding: gz+b64, permissions: '0755' }
  - { path: /etc/d, content: "more\\n", append: true }
  - { path: /home/ops/.profile, content: "# mine\\n", owner: 'ops:ops', defer: true }
  - { path: /etc/e, content: "yes\\n0755\\n" }
  - { path: /etc/empty }
  - { path: /etc/f, content: x, encoding: text/plain }
`,
  'apt sources, mirrors, proxies and debconf': `
apt:
  preserve_sources_list: true
  disable_suites: [backports]
  primary: [{ arches: [default], uri: https://deb.debian.org/debian }]
  security: [{ arches: [amd64], search: [https://security.debian.org/debian-security], search_dns: false }]
  http_proxy: http://proxy.example.com:3128
  conf: |
    APT::Get::Assume-Yes "true";
  debconf_selections: { set1: 'tzdata tzdata/Areas select Europe' }
  sources:
    docker.list:
      source: deb [signed-by=$KEY_FILE] https://download.docker.com/linux/debian $RELEASE stable
      keyid: 9DC858229FC7DD38854AE2D88D81803C0EBFCD88
      keyserver: keyserver.ubuntu.com
    inline: { source: 'ppa:someone/something', key: '-----BEGIN PGP PUBLIC KEY BLOCK-----', filename: some.list, append: false }
`,
  'apt in its flat keys of old':
    'apt_preserve_sources_list: true\napt_mirror: http://deb.debian.org/debian\napt_proxy: http://proxy.example.com',
  'repositories of yum': `
yum_repo_dir: /etc/yum.repos.d
yum_repos:
  epel-testing:
    name: Extra Packages
    baseurl: https://mirror.example.com/epel/testing/$releasever/$basearch
    enabled: false
    gpgcheck: true
    gpgkey: file:///etc/pki/rpm-gpg/RPM-GPG-KEY-EPEL
    priority: 10
`,
  'packages, with versions too':
    'packages: [htop, [libpython3.11, 3.11.2-6], tmux]\npackage_update: true\npackage_upgrade: false\npackage_reboot_if_required: true',
  'packages with the flags of old': 'apt_update: true\napt_upgrade: false\napt_reboot_if_required: false',
  'commands in every form': `
bootcmd: [echo early, [cloud-init-per, once, mark, touch, /run/mark]]
runcmd:
  - echo "it's up"
  - [sh, -c, 'echo $HOME']
  - null
`,
  'time servers':
    'ntp: { enabled: true, ntp_client: chrony, pools: [0.debian.pool.ntp.org], servers: [10.0.0.1], config: { confpath: /etc/chrony/chrony.conf, packages: [chrony] } }',
  'time servers, those of the image': 'ntp: null',
  'mounts and swap': `
mounts:
  - [sdb1, /data, ext4, 'defaults,nofail', '0', '2']
  - [sdc, /srv]
mount_default_fields: [null, null, auto, 'defaults,nofail', '0', '2']
swap: { filename: /swapfile, size: auto, maxsize: 2G }
`,
  'disks and file systems': `
device_aliases: { data: /dev/sdb }
disk_setup:
  data: { table_type: gpt, layout: [25, 75], overwrite: true }
  /dev/sdc: { table_type: mbr, layout: true, overwrite: false }
  /dev/sdd: { layout: [33, [33, 82], 33] }
fs_setup:
  - { label: data, filesystem: ext4, device: data.1, overwrite: false, extra_opts: [-m, '1'] }
  - { label: srv, filesystem: xfs, device: /dev/sdc, partition: auto, cmd: mkfs -t %(filesystem)s %(device)s }
`,
  'the root partition':
    'growpart: { mode: auto, devices: [/, /dev/vdb1], ignore_growroot_disabled: false }\nresize_rootfs: noblock',
  'the root partition, left alone': 'growpart: { mode: false }\nresize_rootfs: false',
  'keys for ssh': `
ssh_authorized_keys: [ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIExample ops@example.com]
ssh_keys: { ed25519_private: x, ed25519_public: ssh-ed25519 AAAA, rsa_certificate: x }
ssh_deletekeys: true
ssh_genkeytypes: [ed25519, rsa]
ssh_quiet_keygen: true
ssh_publish_hostkeys: { enabled: true, blacklist: [dsa] }
ssh_import_id: [gh:ops, lp:ops]
ssh: { emit_keys_to_console: false }
ssh_pwauth: false
disable_root: true
disable_root_opts: no-port-forwarding
allow_public_ssh_keys: true
no_ssh_fingerprints: true
authkey_hash: sha512
`,
  passwords:
    'password: x\nchpasswd: { expire: false, users: [{ name: ops, password: $6$x, type: hash }, { name: a, type: RANDOM }, { name: b, password: x }] }',
  'passwords as a list of old': 'chpasswd: { list: ["ops:x", "root:RANDOM"], expire: true }',
  'a restart at the end': 'power_state: { mode: reboot, delay: now, message: Bye, timeout: 30, condition: true }',
  'a halt later': 'power_state: { mode: poweroff, delay: 30, condition: [test, -e, /run/ready] }',
  snaps: 'snap: { commands: [snap install hello, [snap, install, other]], assertions: { one: text } }',
  'snaps by keys': 'snap: { commands: { 00: snap install hello, 01: [snap, install, x] } }',
  wireguard: `
wireguard:
  interfaces:
    - { name: wg0, config_path: /etc/wireguard/wg0.conf, content: "[Interface]\\nListenPort = 51820\\n" }
  readinessprobe: ['ping -c 1 10.9.0.1']
`,
  'names, places and times': `
hostname: web
fqdn: web.example.com
preserve_hostname: false
prefer_fqdn_over_hostname: true
manage_etc_hosts: localhost
timezone: Europe/Berlin
locale: de_DE.UTF-8
locale_configfile: /etc/default/locale
keyboard: { layout: de, variant: nodeadkeys }
final_message: up after $UPTIME seconds
`,
  certificates: 'ca_certs: { remove_defaults: false, trusted: ["-----BEGIN CERTIFICATE-----"] }',
  'certificates, as spelt of old': 'ca-certs: { trusted: ["-----BEGIN CERTIFICATE-----"] }',
  logs: `
rsyslog:
  configs: ['*.* @@10.0.0.1', { filename: 01-example.conf, content: '*.* @@10.0.0.2' }]
  remotes: { one: 10.0.0.3 }
  service_reload_command: auto
`,
  reports:
    'reporting: { log: { type: log, level: DEBUG }, hook: { type: webhook, endpoint: "https://example.com/", retries: 3 } }',
  'a call home': 'phone_home: { url: "https://example.com/$INSTANCE_ID", post: [pub_key_ed25519, hostname], tries: 5 }',
  resolver:
    'manage_resolv_conf: true\nresolv_conf: { nameservers: [10.0.0.53], searchdomains: [example.com], options: { rotate: true } }',
  'random seed':
    'random_seed: { file: /dev/urandom, data: aGVsbG8K, encoding: base64, command: [sh, -c, "true"], command_required: false }',
  'configuration tools': `
ansible: { install_method: pip, package_name: ansible-core, pull: { url: 'https://example.com/x.git', playbook_name: site.yml } }
puppet: { install: true, install_type: packages, conf: { agent: { server: puppet.example.com } } }
chef: { install_type: packages, server_url: 'https://chef.example.com', run_list: ['recipe[x]'] }
salt_minion: { conf: { master: salt.example.com }, grains: { role: [web] } }
mcollective: { conf: { 'plugin.stomp.host': x, loglevel: info } }
landscape: { client: { url: 'https://landscape.example.com', tags: 'a,b', account_name: x, computer_title: y } }
`,
  'containers of lxd':
    'lxd: { init: { storage_backend: dir, network_port: 8443 }, bridge: { mode: new, mtu: 1450, ipv4_nat: true } }',
  'boot loader, terminal and updates': `
grub_dpkg: { enabled: true, grub-pc/install_devices: /dev/sda }
byobu_by_default: enable
apt_pipelining: none
disable_ec2_metadata: true
migrate: true
updates: { network: { when: [boot, hotplug] } }
vendor_data: { enabled: true, prefix: /usr/bin/env }
`,
  'which modules run': 'cloud_final_modules: [package-update-upgrade-install, [scripts-user, always]]',
};

/** Those that cloud-init takes although its schema does not know them: `cloud-config-schema.ts` says where. */
const besides: Readonly<Record<string, string>> = {
  'no users at all': 'users: []',
  'rules of sudo as a list': "users: [{ name: ops, sudo: ['ALL=(ALL) NOPASSWD:ALL'] }]",
  'users in hyphens': 'users: [{ name: ops, ssh-authorized-keys: [ssh-ed25519 AAAA], primary-group: users }]',
  'a partition by its number': 'fs_setup: [{ filesystem: ext4, device: /dev/sdb, partition: 1 }]',
  'a partition of a named type': 'disk_setup: { /dev/sdb: { table_type: gpt, layout: [[100, "8300"]] } }',
  'no locale': 'locale: false',
  'logs as a list of old': "rsyslog: ['*.* @@10.0.0.1']\nrsyslog_dir: /etc/rsyslog.d",
  'a repository of yum in its own words':
    'yum_repos: { epel: { baseurl: "https://example.com/", enabled: 1, gpgkey: ["https://a.example.com/", "https://b.example.com/"] } }',
  'an organization by its name': 'rh_subscription: { org: example, activation-key: x }',
};

/** Top-level keys that cloud-init reads, and neither schema nor `cloud-init schema` know: to those they are nothing. */
const unlisted: Readonly<Record<string, string>> = {
  'how parts merge':
    'merge_how: list(append)+dict(recurse_array)+str()\nmerge_type: [{ name: dict, settings: [replace] }, [list, append]]',
  'where the output goes': 'output: { all: "| tee -a /var/log/cloud-init-output.log" }',
  'data sources and the system':
    'datasource: { Ec2: { strict_id: false } }\nsystem_info: { default_user: { name: ops } }',
};

export interface Right {
  readonly name: string;
  readonly value: Readonly<Record<string, unknown>>;
  /** Whether cloud-init's own schema takes it too. */
  readonly isPublished: boolean;
}

const read = (group: Readonly<Record<string, string>>, isPublished: boolean): Right[] =>
  Object.entries(group).map(([name, text]) => ({ name, value: parse(text), isPublished }));

export const rights: readonly Right[] = [...read(texts, true), ...read(unlisted, true), ...read(besides, false)];
