import { expect, test } from 'vitest';
import { said } from '../diagnose.ts';

const hosts = 'hosts:\n  host1: { address: 10.0.0.11 }\n  host2: { address: 10.0.0.12 }\n';
const asking = (control: string, rest = '', os = 'debian-12', named = hosts): string =>
  `meshinit: 1\ndefaults: { os: ${os} }\n${named}network: { control: ${control}${rest} }\n`;
const evpn = (rest = '', os = 'debian-12', named = hosts): string =>
  asking('{ evpn: { reflectors: [host1] } }', rest, os, named);

/** What is said, each line without its place and its hint. */
const faults = (text: string): string[] =>
  said(text)
    .split('\n')
    .filter((line) => /^\d/.test(line))
    .map((line) => line.replace(/^\S+ (?:error|warning) /, ''));

test.each([
  ['a word that is none', asking('evpn'), /^MI0204: network.control is 'evpn'; legal values: static/],
  ['no reflectors', asking('{ evpn: {} }'), /^MI0\d+: .*reflectors/],
  ['an empty list', asking('{ evpn: { reflectors: [] } }'), /^MI0\d+: .*reflectors/],
  ['a system that is none', asking('{ evpn: { reflectors: [host1], as: 0 } }'), /^MI0\d+: .*as is 0/],
  ['a key misspelt', asking('{ evpn: { reflector: [host1] } }'), /reflector/],
  ['a host misspelt', asking('{ evpn: { reflectors: [hots1] } }'), /^MI0439: .*'hots1', but no host has that name/],
  ['a reserved number', asking('{ evpn: { reflectors: [host1], as: 23456 } }'), /^MI0455: .*as 23456 is reserved$/],
  ['a host twice', asking('{ evpn: { reflectors: [host1, host1] } }'), /^MI0439: .* 'host1' twice/],
  ['an address', asking('{ evpn: { reflectors: [10.0.0.11] } }'), /^MI0439: /],
  ['host bits', asking('{ evpn: { reflectors: [host1], range: 10.0.0.5/24 } }'), /^MI0302: .*range '10.0.0.5\/24'/],
  ['all the internet', asking('{ evpn: { reflectors: [host1], range: 0.0.0.0/0 } }'), /^MI0440: .*public/],
  ['a public block', asking('{ evpn: { reflectors: [host1], range: 198.51.100.0/24 } }'), /^MI0440: .*public/],
  ['more than a private block', asking('{ evpn: { reflectors: [host1], range: 8.0.0.0/6 } }'), /^MI0440: .*public/],
  [
    'containers',
    asking('{ evpn: { reflectors: [host1], range: 172.16.0.0/12 } }'),
    /^MI0440: .*overlaps network.subnet/,
  ],
  ['layout routed', evpn(', layout: routed'), /^MI0630: network.layout routed has no Ethernet/],
  ['Open vSwitch', evpn(', dataplane: ovs'), /^MI0630: network.control.evpn needs network.dataplane linux/],
  ['another tunnel', evpn(', tunnel: geneve'), /^MI0614: /],
  ['a ring', evpn(', topology: ring'), /^MI0615: /],
  ['key 0', evpn(', tunnel: { kind: vxlan, key: 0 }'), /^MI0630: network.tunnel.key is 0/],
  ['a system without FRR', evpn('', 'flatcar'), /^MI0630: flatcar, the system of hosts.host1, hosts.host2, has no FRR/],
  [
    'IPv6 between hosts',
    evpn('', 'debian-12', 'hosts: { host1: { address: "fd00::1" }, host2: { address: "fd00::2" } }\n'),
    /^MI0630: .*the hosts have IPv6/,
  ],
  [
    'a DNS name',
    evpn('', 'debian-12', 'hosts: { host1: { address: 10.0.0.1 }, host2: { address: web.example.com } }\n'),
    /^MI0630: .*hosts.host2 has the name web.example.com/,
  ],
  [
    'an address for each site',
    evpn(
      '',
      'debian-12',
      'allow: { MI0653: x, MI0661: x }\nhosts:\n  host1: { site: a, address: 10.0.0.1, addresses: { public: 10.1.0.1 } }\n  host2: { site: b, address: 10.0.1.1 }\n',
    ),
    /^MI0630: .*10.0.0.1 for its site and 10.1.0.1 for others/,
  ],
])('is wrong with %s', (_, text, fault) => {
  const said = faults(text);
  expect(said.filter((line) => fault.test(line))).toHaveLength(1);
});

test('a range is useless where peers are known by their keys', () => {
  const text = asking('{ evpn: { reflectors: [host1], range: 10.0.0.0/24 } }');
  expect(faults(`${text}encryption: wireguard\n`)).toEqual([
    expect.stringMatching(/^MI0440: .*lets in nobody whose key the others do not have/),
  ]);
});

test.each([
  ['each system with FRR', evpn()],
  ['a subnet per host', evpn(', layout: per-host')],
  ['a static network', asking('static', '', 'flatcar')],
  [
    'hosts of two sites with one address each inside WireGuard',
    `${evpn('', 'debian-12', 'hosts:\n  host1: { site: a, address: 10.0.0.1, addresses: { public: 198.51.100.1 } }\n  host2: { site: b, address: 198.51.100.2 }\n')}encryption: wireguard\nmetadata: block\n`,
  ],
  [
    'IPv6 under WireGuard',
    `${evpn('', 'debian-12', 'hosts: { host1: { address: "fd00::1" }, host2: { address: "fd00::2" } }\n')}encryption: wireguard\nmetadata: block\n`,
  ],
])('nothing is wrong with %s', (_, text) => {
  expect(faults(text)).toEqual([]);
});
