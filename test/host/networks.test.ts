import { describe, expect, test } from 'vitest';
import { buildHost } from '../../src/host/build.ts';
import type { Layout } from '../../src/layouts/ids.ts';
import { type Manifest, readManifest } from '../../src/manifest/manifest.ts';
import { readNetwork } from '../../src/manifest/network.ts';
import { parseManifest } from '../../src/manifest/parse.ts';
import { planNetworks } from '../../src/mesh/plan.ts';

/** The files of host1, which is in the main network with host2, and in another with host3 alone. */
function filesOf(rest: string, layout: Exclude<Layout, 'none'> = 'per-host'): Map<string, string> {
  const { input, reporter } = parseManifest(
    `meshinit: 1\nhosts:\n  host1: { address: 10.0.0.11 }\n  host2: { address: 10.0.0.12 }\n  host3: { address: 10.0.0.13 }\n${rest}`,
  );
  if (!input) throw new Error('the manifest cannot be read');
  const read = readManifest(input);
  const path = ['networks', 'backend'];
  const members = read.hosts
    .filter(({ name }) => name !== 'host2')
    .map((host) => ({ host, path, slice: undefined, bridge: undefined }));
  const further = readNetwork(
    {
      ...{ name: 'backend', isMain: false, path, membersPath: path, members },
      input: { subnet: '10.77.0.0/16', layout, tunnel: { kind: 'vxlan', key: 7 } },
    },
    4,
  );
  const manifest: Manifest = { ...read, networks: [read.networks[0], further] };
  const plan = planNetworks(manifest, {}, reporter);
  const [node] = plan?.cluster.nodes ?? [];
  if (!plan || !node) throw new Error(JSON.stringify(reporter.list()));
  return new Map(buildHost(manifest, plan.cluster, node).files.map(({ path, content }) => [path, content]));
}

/** What the file of the other network has. */
const numbersIn = (files: Map<string, string>): string[] =>
  files
    .get('/etc/meshinit/network.backend')
    ?.trimEnd()
    .match(/\w+=(?:'[^']*'|\S*)/g) ?? [];

describe('a host in two networks', () => {
  const files = filesOf('defaults: { os: debian-12 }\nnetwork: { stack: ifupdown, topology: { star: [host2] } }\n');

  test('has a list of peers for each', () => {
    expect(files.get('/etc/meshinit/peers')).toBe('vxlan1 10.0.0.12 172.17.0.2 host2\n');
    expect(files.get('/etc/meshinit/peers.backend')).toBe('backend_2 10.0.0.13 10.77.0.2 host3\n');
  });

  test('opens the port that both need to the peers of both, and to nobody else after them', () => {
    const rules = files.get('/etc/meshinit/firewall.nft');
    expect(rules?.match(/^ {2}set .* \{$|^ +(?:elements|udp) .*$/gm)?.map((line) => line.trim())).toEqual([
      'set peers {',
      'elements = { 10.0.0.12 }',
      'set peers-backend {',
      'elements = { 10.0.0.13 }',
      'udp dport 4789 ip saddr @peers accept',
      'udp dport 4789 ip saddr @peers-backend accept',
      'udp dport 4789 drop',
    ]);
  });

  test('masquerades the one whose layout keeps Docker from it', () => {
    expect(files.get('/etc/meshinit/firewall.nft')?.match(/^.* masquerade$/gm)).toEqual([
      '    ip saddr 10.77.0.0/16 ip daddr != { 10.77.0.0/16, 224.0.0.0/4 } masquerade',
    ]);
  });

  test('has the stanzas of the main one, and the numbers of the other for the script that builds it', () => {
    const stanzas = files.get('/etc/network/interfaces.d/meshinit')?.match(/^iface .*$/gm);
    expect(stanzas?.map((line) => line.split(' ')[1])).toEqual(['br0', 'vxlan1', 'docker0']);
    expect(files.get('/etc/meshinit/host.conf')).toContain('\nFURTHER=backend\n');
    expect(numbersIn(files)).toEqual(
      expect.arrayContaining([
        'SUBNET=10.77.0.0/16',
        'SWITCH=sw-backend',
        'SWITCH_ADDRESS=10.77.0.1/16',
        'BRIDGE=br-backend',
        'VETH_SWITCH=vs-backend',
        "TUNNEL_COLUMNS='type=vxlan options:key=7 options:dst_port=4789'",
      ]),
    );
  });
});

/** Where Docker has its rules in iptables, those keep the bridges of its networks apart. */
test.each([
  ['debian-12', 'docker: { daemon: { firewall-backend: nftables } }\n', /^.* oifname .*$/gm, ['iifname', 'iifname']],
  ['rocky-10', '', /source address="10.77.0.0\/16"\/><destination address="[^"]*"\/><drop/g, ['source']],
  ['centos-7', '', /-i br-backend -o docker0 -j DROP/g, ['-i', '-i']],
  ['debian-12', '', /oifname/g, []],
] as const)('%s with %j lets nothing be forwarded between the two', (os, rest, rule, found) => {
  const all = [...filesOf(`defaults: { os: ${os} }\n${rest}`).values()].join('');
  expect((all.match(rule) ?? []).map((text) => text.trim().split(' ')[0])).toEqual(found);
});

test('the file of a network has what is otherwise than in the main one, and empty what that one has alone', () => {
  const files = filesOf('defaults: { os: debian-12 }\nnetwork: { layout: per-host }\n', 'shared');
  expect(files.get('/etc/meshinit/host.conf')).toContain('\nVETH_SWITCH=veth_sw0\n');
  expect(files.get('/etc/meshinit/network.backend')).toContain(" VETH_SWITCH='' ");
  expect(files.get('/etc/meshinit/network.backend')).not.toContain('MTU=');
});

test('systemd-networkd makes the devices of the main one, and leaves the other’s alone', () => {
  const files = filesOf('defaults: { os: amazon-linux-2023 }\n');
  const made = [...files].filter(([path]) => path.endsWith('.netdev'));
  expect(made.map(([path, content]) => `${path} ${/^Name=.*$/m.exec(content)}`)).toEqual([
    '/etc/systemd/network/10-meshinit-bridge.netdev Name=docker0',
    '/etc/systemd/network/10-meshinit-tunnel.netdev Name=vxlan-mesh',
  ]);
  expect(files.get('/etc/systemd/network/10-meshinit.network')).toContain(
    'Name=vx-backend br-backend vs-backend vd-backend\n',
  );
  expect(files.get('/etc/meshinit/network.backend')).toContain(' TUNNEL_KEY=7');
});

test.each(['rocky-9', 'centos-7'])('firewalld of %s has the peers of both', (os) => {
  const files = filesOf(`defaults: { os: ${os} }\n`);
  const sets = [...files.keys()].filter((path) => path.includes('/ipsets/'));
  expect(sets).toEqual([
    '/etc/firewalld/ipsets/meshinit-peers-backend.xml',
    '/etc/firewalld/ipsets/meshinit-peers.xml',
  ]);
  const texts = [...files.values()].join('');
  for (const set of ['meshinit-peers', 'meshinit-peers-backend']) expect(texts).toContain(`source ipset="${set}"`);
});

test('ifcfg files are of the main one', () => {
  const paths = [...filesOf('defaults: { os: centos-7 }\n').keys()].filter((path) => path.includes('/ifcfg-'));
  expect(paths.map((path) => path.split('ifcfg-')[1])).toEqual(['br0', 'vxlan1', 'vxlan2']);
});
