import type { HostDocument } from '../../src/document/pack.ts';
import { keysFrom } from '../../src/keys/keys-from.ts';
import type { Membership, Mesh } from '../../src/mesh/mesh.ts';
import { overlayOpenings } from '../../src/mesh/overlay.ts';
import type { Opening } from '../../src/tunnels/opening.ts';
import { examples } from './examples.ts';
import { compiled, type FileOnHost, filesOf } from './hosts.ts';
import { manifestOf, mixedCluster, pairwise, titleOf } from './matrix.ts';
import { judgedSystemCases } from './systems.ts';
import { thoroughOr } from './thorough.ts';

/** One compiled host for the tools to judge. */
export interface HostCase {
  /** The cluster it is from, for people. */
  readonly cluster: string;
  /** The cluster's own name. */
  readonly clusterName: string;
  /** Whether the cluster is one of examples/. */
  readonly isExample: boolean;
  readonly document: HostDocument;
  /** The host's numbers, and its cluster's. */
  readonly host: Membership;
  readonly mesh: Mesh;
  /** What it lets its peers in for. */
  readonly openings: readonly Opening[];
  readonly files: readonly FileOnHost[];
}

const NAMED = `meshinit: 1
defaults: { os: debian-12, provider: nocloud }
hosts:
  host1: { address: web1.example.com }
  host2: { address: 10.0.0.12 }
`;

/** A system for each firewall, whose containers are kept from every provider's metadata service. */
const KEPT = `meshinit: 1
hosts:
  host1: { address: 10.0.0.11, os: debian-12 }
  host2: { address: 10.0.0.12, os: rocky-9 }
  host3: { address: 10.0.0.13, os: centos-7 }
  host4: { address: 10.0.0.14, os: ubuntu-18.04 }
network: { tunnel: gre, topology: ring }
metadata: block
`;

/** Several networks: a tagged one, one by DNS names and both layouts, an internal one without some of the hosts. */
const networks = (os: string, rest = ''): string => `meshinit: 1
name: several
defaults: { os: ${os}, provider: nocloud }
hosts:
  host1: { address: 10.0.0.11 }
  host2: { address: 10.0.0.12 }
  host3: { address: 10.0.0.13 }
network: { tunnel: vxlan }
monitor: true
networks:
  blue: { subnet: 10.77.0.0/16, layout: per-host, hosts: [host1, host3] }
  inner: { subnet: 10.78.0.0/16, internal: true, hosts: [host1, host2] }
${rest}`;
const VLAN = '  tagged: { subnet: 10.79.0.0/16, vlan: 7 }\n';
const severalNetworks = [
  networks('debian-12', VLAN),
  networks('debian-13', `${VLAN}docker: { daemon: { firewall-backend: nftables } }\n`),
  networks('debian-12', `${VLAN}firewall: firewalld\n`).replace('tunnel: vxlan', 'stack: ifupdown, layout: per-host'),
  networks('debian-12').replace('10.0.0.12', 'web.example.com'),
  networks('ubuntu-16.04', VLAN),
  networks('centos-7', VLAN),
  networks('rocky-8').replace('tunnel: vxlan', 'dataplane: linux, layout: per-host'),
  networks('rocky-10'),
  networks('amazon-linux-2023'),
  networks('flatcar'),
].map((text, index) => ({ cluster: `mixed networks ${index + 1}`, isExample: false, text, lock: undefined }));

/** IPv6 for containers beside each firewall, before and from Docker 28 on: a block of the lock, and one that is routed here. */
const DUAL = `meshinit: 1
hosts:
  host1: { address: 10.0.0.11, os: debian-12 }
  host2: { address: 10.0.0.12, os: rocky-9 }
  host3: { address: 10.0.0.13, os: centos-7 }
  host4: { address: 10.0.0.14, os: ubuntu-18.04 }
  host5: { address: 10.0.0.15, os: debian-13 }
network: { topology: ring, loops: rstp, subnet6: auto }
networks:
  blue: { subnet: 10.77.0.0/16, subnet6: '2001:db8:7::/56', topology: ring, loops: rstp }
metadata: block
`;

/** WireGuard beside each firewall that has it. */
const ENCRYPTED = `meshinit: 1
defaults: { os: debian-12 }
hosts:
  host1: { address: 10.0.0.11 }
  host2: { address: 10.0.0.12, os: rocky-9 }
  host3: { address: 10.0.0.13, os: ubuntu-24.04 }
network: { topology: full }
encryption: wireguard
`;

/** A resolver on each family of systems, with and without systemd-resolved, systemd-networkd and further networks. */
const FOUND_BY_NAME = `meshinit: 1
hosts:
  host1: { address: 10.0.0.11, os: debian-12 }
  host2: { address: 10.0.0.12, os: rocky-9 }
  host3: { address: 10.0.0.13, os: ubuntu-24.04 }
  host4: { address: 10.0.0.14, os: centos-7 }
network: { topology: ring, loops: rstp }
names: { domain: mesh.example.org }
`;

/** etcd and its clients on each system whose Docker takes a key-value store, beside a mesh of our own. */
const STORES = `meshinit: 1
hosts:
  host1: { address: 10.0.0.11, os: debian-12 }
  host2: { address: 10.0.0.12, os: ubuntu-18.04 }
  host3: { address: 10.0.0.13, os: centos-7 }
  host4: { address: 10.0.0.14, os: debian-11 }
  host5: { address: 10.0.0.15, os: ubuntu-16.04 }
network: { tunnel: { kind: vxlan, port: 4788 } }
overlay: { engine: store, stores: [host1, host2, host3], networks: { web: { subnet: 10.202.0.0/24 } } }
`;

/** A swarm beside each firewall, with a network of meshinit's and without, over IPv6, in WireGuard. */
const swarm = (rest: string, hosts: readonly string[]): string => `meshinit: 1
name: swarm
overlay: { engine: swarm, managers: [host1], networks: { web: , safe: { subnet: 10.201.0.0/24, encrypted: true } } }
hosts:
${hosts.map((host, index) => `  host${index + 1}: ${host}\n`).join('')}${rest}`;
const everyFirewall = ['debian-13', 'rocky-9', 'ubuntu-18.04', 'ubuntu-24.04', 'fedora-coreos', 'amazon-linux-2023'];
const swarms = [
  swarm(
    'network: none\n',
    everyFirewall.map((os, index) => `{ address: 10.0.0.1${index}, os: ${os} }`),
  ),
  swarm(
    'defaults: { provider: nocloud }\nmetadata: block\nmonitor: true\n',
    everyFirewall.map((os, index) => `{ address: 10.0.0.1${index}, os: ${os} }`),
  ),
  swarm(
    'network: none\n',
    ['debian-13', 'rocky-8'].map((os, index) => `{ address: 'fd00::1${index}', os: ${os} }`),
  ),
  swarm('network: none\nencryption: wireguard\n', [
    '{ address: none, os: debian-13, site: home }',
    '{ address: 10.0.0.12, addresses: { public: 203.0.113.2 }, os: rocky-9, site: cloud }',
    '{ address: 10.0.0.13, addresses: { public: 203.0.113.3 }, os: ubuntu-24.04, site: cloud }',
  ]),
].map((text, index) => ({ cluster: `mixed swarm ${index + 1}`, isExample: false, text, lock: undefined }));

const clusters = [
  { cluster: 'mixed, with a key-value store', isExample: false, text: STORES, lock: undefined },
  ...swarms,
  { cluster: 'mixed, with names', isExample: false, text: FOUND_BY_NAME, lock: undefined },
  { cluster: 'mixed, with IPv6', isExample: false, text: DUAL, lock: undefined },
  { cluster: 'mixed, encrypted', isExample: false, text: ENCRYPTED, lock: undefined },
  ...severalNetworks,
  { cluster: 'mixed, kept from user-data', isExample: false, text: KEPT, lock: undefined },
  { cluster: 'mixed systems', isExample: false, text: mixedCluster, lock: undefined },
  { cluster: 'hosts by DNS names', isExample: false, text: NAMED, lock: undefined },
  ...examples.map(({ name, text, lock }) => ({ cluster: `examples/${name}.yaml`, isExample: true, text, lock })),
  ...judgedSystemCases().map(({ title, text }) => ({ cluster: title, isExample: false, text, lock: undefined })),
  ...pairwise().map((combination) => ({
    cluster: titleOf(combination),
    isExample: false,
    text: manifestOf(combination),
    lock: undefined,
  })),
];

/** A cluster's other hosts differ in numbers alone; the second is the hub of a star. */
const JUDGED_OF_MATRIX = 2;

/** Every host of the examples, and two of each cluster of the matrix and of each system's cases. */
export const hostCases: readonly HostCase[] = clusters.flatMap(({ cluster, isExample, text, lock }) => {
  const { documents, mesh, cluster: plan } = compiled(text, { lock, keys: keysFrom(new Uint8Array(32)) });
  const judged = isExample || cluster.startsWith('mixed') ? documents : documents.slice(0, JUDGED_OF_MATRIX);
  return judged.map((document) => {
    const host = mesh.members.find(({ name }) => name === document.host);
    if (!host) throw new Error(`${document.host} is not in its mesh`);
    const openings = [...mesh.openings, ...(plan.overlay ? overlayOpenings(plan.overlay, host.name) : [])];
    return { cluster, clusterName: plan.name, isExample, document, host, mesh, openings, files: filesOf(document) };
  });
});

export interface FileCase {
  /** Where it first occurs. */
  readonly title: string;
  readonly path: string;
  readonly content: string;
  readonly host: HostCase;
}

const formOf = (content: string): string => content.replace(/[0-9a-f:./]*\d[0-9a-f:./]*/g, '0');

/** The longest first: those that have a line which no one before has, whatever its numbers and addresses. */
function withNewLines(all: readonly FileCase[]): FileCase[] {
  const seen = new Set<string>();
  return all
    .toSorted((a, b) => b.content.length - a.content.length)
    .filter(({ path, content }) => {
      const before = seen.size;
      for (const line of formOf(content).split('\n')) seen.add(`${path}: ${line}`);
      return seen.size > before;
    });
}

/** The files that are wanted, each content once, however many hosts have it: all in a thorough run, else enough of them to have every line. */
export function distinctFiles(wanted: (file: FileOnHost) => boolean): FileCase[] {
  const found = new Map<string, FileCase>();
  for (const host of hostCases) {
    for (const { path, content, mode } of host.files) {
      const key = `${path}\0${content}`;
      if (found.has(key) || !wanted({ path, content, mode })) continue;
      found.set(key, { title: `${path} of ${host.document.host} (${host.cluster})`, path, content, host });
    }
  }
  const all = [...found.values()];
  return thoroughOr(all, withNewLines(all));
}

/** A host's file, which has to be there. */
export function fileOf(host: HostCase, path: string): string {
  const file = host.files.find((candidate) => candidate.path === path);
  if (!file) throw new Error(`${host.document.host} of ${host.cluster} has no ${path}`);
  return file.content;
}
