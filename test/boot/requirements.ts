import { spawnSync } from 'node:child_process';
import { missingTools } from '../support/missing-tools.ts';

/** What the laboratory runs, and the Debian package that has it. */
const TOOLS: Readonly<Record<string, string>> = {
  bash: 'bash',
  unshare: 'util-linux',
  flock: 'util-linux',
  ip: 'iproute2',
  sysctl: 'procps',
  curl: 'curl',
  ssh: 'openssh-client',
  openssl: 'openssl',
  genisoimage: 'genisoimage',
  mke2fs: 'e2fsprogs',
  mmdebstrap: 'mmdebstrap',
  'apt-ftparchive': 'apt-utils',
  make: 'make',
  gcc: 'gcc',
  flex: 'flex',
  bison: 'bison',
  bc: 'bc',
};

/** What the underlay is made of. */
const PROBE =
  'ip link add underlay type bridge && ip tuntap add dev tap0 mode tap && ip link set tap0 master underlay up';

/** What this machine lacks to run the lane; empty where it can. */
export function missingRequirements(): string[] {
  if (process.platform !== 'linux') return ['Linux'];
  if (process.arch !== 'x64') return ['an x86-64 processor'];
  if (process.getuid?.() !== 0) return ['root'];
  const missing = missingTools(TOOLS);
  if (missing.length > 0) return missing;
  const opens = spawnSync('unshare', ['--net', '--pid', '--fork', 'sh', '-c', PROBE]).status === 0;
  return opens ? [] : ['the right to make network namespaces, bridges and taps (/dev/net/tun, CAP_NET_ADMIN)'];
}
