import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { missingTools } from '../support/missing-tools.ts';

/** What the lane runs, and the Debian package that has it. */
const TOOLS: Readonly<Record<string, string>> = {
  unshare: 'util-linux',
  nsenter: 'util-linux',
  ip: 'iproute2',
  ping: 'iputils-ping',
  nft: 'nftables',
  iptables: 'iptables',
  'ovs-vswitchd': 'openvswitch-switch',
  'ovsdb-server': 'openvswitch-switch',
  ifup: 'ifupdown',
  brctl: 'bridge-utils',
  busybox: 'busybox',
  wg: 'wireguard-tools',
  'wireguard-go': 'wireguard-go',
  tcpdump: 'tcpdump',
  dig: 'bind9-dnsutils',
  dnsmasq: 'dnsmasq-base',
  dockerd: 'docker.io',
  etcd: 'etcd-server',
  etcdctl: 'etcd-client',
  socat: 'socat',
  perl: 'perl-base',
  sysctl: 'procps',
  networkctl: 'systemd',
  'dbus-daemon': 'dbus-daemon',
  firewalld: 'firewalld',
  setpriv: 'util-linux',
  vtysh: 'frr',
};

/** What this machine lacks to run the lane; empty where it can. */
export function missingRequirements(): string[] {
  if (process.platform !== 'linux') return ['Linux'];
  if (process.getuid?.() !== 0) return ['root'];
  return [...missingTools(TOOLS), ...missingFromKernel()];
}

/** What namespace-init.sh does first. */
const PROBE = `mount -t tmpfs tmpfs /tmp && mkdir /tmp/files /tmp/work &&
  mount -t overlay -o lowerdir=/etc,upperdir=/tmp/files,workdir=/tmp/work overlay /etc`;

function missingFromKernel(): string[] {
  const kinds = ['--mount', '--net', '--pid', '--uts', '--ipc', '--fork'];
  const opens = spawnSync('unshare', [...kinds, 'sh', '-c', PROBE]).status === 0;
  const missing = opens ? [] : ['the right to make namespaces, and overlayfs'];
  try {
    accessSync('/dev/net/tun', constants.R_OK | constants.W_OK);
  } catch {
    missing.push('/dev/net/tun');
  }
  return missing;
}
