import { stringify } from 'yaml';

/** What a manifest can ask for, each with its values. */
export const dimensions = {
  os: ['debian-12', 'ubuntu-14.04', 'centos-7'],
  dataplane: ['default', 'linux'],
  stack: ['systemd', 'ifupdown', 'ifcfg'],
  firewall: ['auto', 'firewalld', 'nftables', 'none'],
  tunnel: ['gre', 'vxlan', 'geneve'],
  keyed: [false, true],
  family: [4, 6],
  addresses: ['one site', 'two sites', 'names'],
  layout: ['shared', 'per-host'],
  topology: ['full', 'ring', 'star', 'links'],
  loops: ['auto', 'rstp', 'stp'],
  listen: ['nowhere', 'mesh', 'address'],
  passthrough: [false, true],
  ovs: ['distro', 'files'],
  masquerade: [true, false],
  docker: ['distro', 'none'],
  daemon: [false, true],
} as const;

export type Combination = { readonly [Key in keyof typeof dimensions]: (typeof dimensions)[Key][number] };

const names = Object.keys(dimensions) as (keyof Combination)[];

/** What each system takes of the dimensions above: the contract's list of operating systems, and facts.md section 1. */
const takes: Readonly<Record<Combination['os'], Partial<Record<keyof Combination, readonly unknown[]>>>> = {
  'debian-12': { stack: ['systemd', 'ifupdown'] },
  'ubuntu-14.04': {
    dataplane: ['default'],
    stack: ['ifupdown'],
    firewall: ['auto', 'none'],
    tunnel: ['gre', 'vxlan'],
    family: [4],
    // Open vSwitch 2.0.2 and 2.3.1 have STP alone.
    loops: ['auto', 'stp'],
  },
  'centos-7': { dataplane: ['default'], stack: ['ifcfg'], firewall: ['auto', 'firewalld', 'none'], family: [4] },
};

/** The same of the kernel's own VXLAN. */
const linuxTakes: (typeof takes)[Combination['os']] = {
  stack: ['systemd'],
  tunnel: ['vxlan'],
  topology: ['full'],
  loops: ['auto'],
  ovs: ['distro'],
};

/** What follows an answer that changes: the list of peers, not a network's own files or firewalld. */
const namesTake: (typeof takes)[Combination['os']] = {
  os: ['debian-12'],
  stack: ['systemd'],
  firewall: ['auto', 'nftables', 'none'],
};

const isLegal = (combination: Combination): boolean =>
  [
    takes[combination.os],
    combination.dataplane === 'linux' ? linuxTakes : {},
    combination.addresses === 'names' ? namesTake : {},
  ]
    .flatMap(Object.entries)
    .every(([name, values]) => values.includes(combination[name as keyof Combination]));

/** Numbers below 1, the same in every run (Park and Miller's generator). */
function* repeatable(seed: number): Generator<number, never> {
  for (let state = seed; ; ) {
    state = (state * 48_271) % 0x7fff_ffff;
    yield state / 0x7fff_ffff;
  }
}

/** Legal combinations, drawn evenly and the same in every run. */
export function someCombinations(count: number): Combination[] {
  const random = repeatable(2_026);
  const found: Combination[] = [];
  while (found.length < count) {
    const entries = names.map((name) => {
      const values = dimensions[name];
      return [name, values[Math.floor(random.next().value * values.length)]];
    });
    const combination = Object.fromEntries(entries) as Combination;
    if (isLegal(combination)) found.push(combination);
  }
  return found;
}

/** Every two values of a combination, as numbers: cheaper to compare than texts. */
function pairsOf(combination: Combination): number[] {
  const values = names.map(
    (name, index) => index * 8 + (dimensions[name] as readonly unknown[]).indexOf(combination[name]),
  );
  return values.flatMap((value, index) => values.slice(index + 1).map((other) => value * 1024 + other));
}

/** Few combinations, in which every legal pair of values meets at least once. */
export function pairwise(): Combination[] {
  const pool = someCombinations(1500).map((combination) => ({ combination, pairs: pairsOf(combination) }));
  const open = new Set(pool.flatMap(({ pairs }) => pairs));
  const chosen: Combination[] = [];
  while (open.size > 0) {
    const gains = pool.map(({ pairs }) => pairs.reduce((gain, pair) => gain + (open.has(pair) ? 1 : 0), 0));
    const best = pool[gains.indexOf(Math.max(...gains))];
    if (!best) throw new Error('a pair that no combination has');
    for (const pair of best.pairs) open.delete(pair);
    chosen.push(best.combination);
  }
  return chosen;
}

export const titleOf = (combination: Combination): string =>
  names.map((name) => `${name} ${combination[name]}`).join(', ');

const SHA256 = '5e2b1d5a7d4c0e9f8a6b3c1d2e4f60718293a4b5c6d7e8f90123456789abcdef';

const packageFiles = {
  'debian-12': { debs: [{ url: 'https://packages.example.com/openvswitch-switch_3.1.0-2_amd64.deb', sha256: SHA256 }] },
  'ubuntu-14.04': {
    debs: [{ url: 'https://packages.example.com/openvswitch-switch_2.3.1-1_amd64.deb', sha256: SHA256 }],
  },
  'centos-7': { rpms: [{ url: 'https://packages.example.com/openvswitch-2.12.0-1.el7.x86_64.rpm', sha256: SHA256 }] },
};

const passthrough = {
  timezone: 'Europe/Berlin',
  packages: ['htop'],
  ssh_authorized_keys: ['ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIExample ops@example.com'],
  write_files: [{ path: '/etc/motd', permissions: '0644', content: 'it\'s "$HOME" `here`\n' }],
  bootcmd: [['echo', 'each boot']],
  runcmd: ["echo 'the first boot'"],
};

/** Four hosts: enough that a ring, a star and single links differ. */
const hostNames = ['host1', 'host2', 'host3', 'host4'] as const;

const topologies = {
  full: 'full',
  ring: 'ring',
  star: { star: ['host2'] },
  links: {
    links: [
      ['host1', 'host3'],
      ['host3', 'host4'],
      ['host2', 'host4'],
    ],
  },
} as const;

/** The three systems in one mesh, which no combination has. */
export const mixedCluster = stringify({
  meshinit: 1,
  name: 'mixed',
  defaults: { provider: 'nocloud' },
  hosts: {
    old: { address: '10.0.0.11', os: 'ubuntu-14.04' },
    middle: { address: '10.0.0.12', os: 'centos-7' },
    new: { address: '10.0.0.13', os: 'debian-12' },
  },
});

/** What each host says of where it is reached: two sites have the same private addresses. */
function addressesOf({ addresses, family }: Combination, index: number): Record<string, unknown> {
  const [inside, outside] = family === 4 ? ['10.0.0.', '198.51.100.'] : ['fd00::', '2001:db8::'];
  if (addresses === 'one site') return { address: `${inside}${index + 11}` };
  const name = addresses === 'names' ? `web${index + 1}.example.com` : `${outside}${index + 11}`;
  return { site: index < 2 ? 'a' : 'b', address: name, addresses: { private: `${inside}${(index % 2) + 11}` } };
}

/** The manifest that a combination asks for. The provider is one that takes documents of any size as they are. */
export function manifestOf(wanted: Combination): string {
  return stringify({
    meshinit: 1,
    name: 'matrix',
    defaults: {
      os: wanted.os,
      provider: 'nocloud',
      ...(wanted.passthrough ? { cloud_config: passthrough } : {}),
    },
    hosts: Object.fromEntries(hostNames.map((name, index) => [name, addressesOf(wanted, index)])),
    network: {
      layout: wanted.layout,
      tunnel: wanted.keyed ? { kind: wanted.tunnel, key: 7042 } : wanted.tunnel,
      topology: topologies[wanted.topology],
      ...(wanted.dataplane === 'default' ? {} : { dataplane: wanted.dataplane }),
      stack: wanted.stack,
      loops: wanted.loops,
      masquerade: wanted.masquerade,
    },
    docker: {
      from: wanted.docker,
      ...(wanted.listen === 'nowhere'
        ? {}
        : { listen: wanted.listen === 'mesh' ? 'mesh' : '127.0.0.1:2375', insecure: true }),
      ...(wanted.daemon ? { daemon: { dns: ['10.0.0.2', '10.0.0.3'], labels: ['tier=web'], debug: true } } : {}),
    },
    ...(wanted.ovs === 'files' ? { ovs: { from: packageFiles[wanted.os] } } : {}),
    firewall: wanted.firewall,
  });
}
