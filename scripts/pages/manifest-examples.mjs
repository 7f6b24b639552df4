/** A whole manifest for a section of the reference page, by the section's path. The tests compile each. */
const SHA256 = '0123456789abcdef'.repeat(4);

export const manifestExamples = {
  '': `meshinit: 1
name: demo
defaults: { os: debian-12, provider: hetzner }
hosts:
  host1: { address: 10.0.0.11 }
  host2: { address: 10.0.0.12 }
network: { tunnel: geneve }
docker: { daemon: { dns: [10.0.0.2] } }
firewall: nftables
`,
  'hosts.<name>': `meshinit: 1
defaults: { os: debian-12 }
hosts:
  host1:
    address: 10.0.0.11
    mtu: 1450
    slice: 172.17.64.0/18
    bridge: 172.17.42.1
  host2: { address: 10.0.0.12, provider: aws }
network: { slice: /18, bridges: 172.17.42.0/24 }
`,
  'hosts.<name>.addresses': `meshinit: 1
defaults: { os: debian-12, provider: hetzner }
hosts:
  host1: { address: 10.0.0.11, site: fsn1, addresses: { public: 198.51.100.11 } }
  host2: { address: 10.0.0.12, site: fsn1, addresses: { public: 198.51.100.12 } }
  host3: { address: 198.51.100.13, site: nbg1 }
allow: { MI0653: these tunnels carry nothing secret }
`,
  'hosts.<name>.ssh': `meshinit: 1
defaults: { os: debian-12, provider: hetzner, ssh: { user: root, jump: ops@bastion.example.com } }
hosts:
  host1: { address: 10.0.0.11 }
  host2: { address: 10.0.0.12, ssh: { host: host2.example.com, port: 2222, jump: none } }
`,
  monitor: `meshinit: 1
defaults: { os: debian-12, provider: hetzner }
hosts:
  host1: { address: 10.0.0.11 }
  host2: { address: 10.0.0.12 }
monitor: { every: 30, metrics: /var/lib/prometheus/node-exporter }
`,
  defaults: `meshinit: 1
defaults:
  os: debian-12
  provider: digitalocean
  cloud_config:
    timezone: Europe/Berlin
    packages: [htop]
    users:
      - default
      - name: ops
        groups: [docker]
        ssh_authorized_keys: [ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIExampleExampleExampleExampleExampleExample ops@example.com]
hosts:
  host1: { address: 10.0.0.11 }
  host2:
    address: 10.0.0.12
    cloud_config: { runcmd: [echo this host only] }
`,
  network: `meshinit: 1
defaults: { os: debian-12 }
hosts:
  host1: { address: 10.0.0.11 }
  host2: { address: 10.0.0.12 }
  host3: { address: 10.0.0.13 }
network:
  subnet: 10.80.0.0/12
  layout: per-host
  slice: /20
  topology: ring
  loops: rstp
  stack: systemd
  mtu: 1400
`,
  'network.tunnel': `meshinit: 1
defaults: { os: debian-12 }
hosts:
  host1: { address: "fd00::11" }
  host2: { address: "fd00::12" }
network:
  tunnel: { kind: vxlan, key: 77, port: 4790 }
`,
  'network.topology': `meshinit: 1
defaults: { os: debian-12 }
hosts:
  hub: { address: 10.0.0.11 }
  leaf1: { address: 10.0.0.12 }
  leaf2: { address: 10.0.0.13 }
network:
  topology: { star: [hub] }
`,
  docker: `meshinit: 1
defaults: { os: debian-12 }
hosts:
  host1: { address: 10.0.0.11 }
docker:
  from: distro
  daemon:
    registry-mirrors: [https://mirror.example.com]
    log-opts: { max-size: 10m }
`,
  ovs: `# Placeholders: use your own URLs and checksums.
meshinit: 1
defaults: { os: ubuntu-14.04 }
hosts:
  host1: { address: 10.0.0.11 }
  host2: { address: 10.0.0.12 }
ovs:
  from:
    debs:
      - url: https://packages.example.com/openvswitch-common_2.3.1-1_amd64.deb
        sha256: ${SHA256}
      - url: https://packages.example.com/openvswitch-switch_2.3.1-1_amd64.deb
        sha256: ${SHA256}
allow: { MI0652: an old cluster }
`,
};
