import { describe, expect, test } from 'vitest';
import { example, twoHosts } from '../../../src/check/example.ts';
import { compile } from '../../../src/compile.ts';
import { codesOf, said } from '../diagnose.ts';

const main = (subnet6: string, rest = ''): string => twoHosts(`network: { subnet6: "${subnet6}" }\n${rest}`);

describe('the text of subnet6', () => {
  test('is auto, none, or a block with room for a /64', () => {
    for (const text of ['auto', 'none', '2001:db8:7:1::/64', '2001:db8::/32', 'fd98:21:7::/48', '::ffff:0:0:0/64']) {
      expect([text, codesOf(main(text))]).toEqual([text, text.startsWith('::') ? ['MI0319'] : []]);
    }
  });

  test.each([
    ['2001:db8:7:1::1/64', 'has host bits set; the block is 2001:db8:7:1::/64'],
    ['2001:db8:7:1::/80', 'is smaller than a /64'],
    ['10.0.0.0/8', 'is IPv4; the block of subnet is the one for that'],
    ['fe80::/64', 'overlaps fe80::/10, which is link-local'],
    ['ff00::/16', 'overlaps ff00::/8, which is multicast'],
    ['::/0', 'overlaps ::/32, which is unspecified, loopback and mapped IPv4'],
    ['2001:db8::/129', ": the prefix length '129' is not a number from 0 to 128"],
    ['AUTO', 'is not a CIDR block such as 10.98.0.0/16'],
    ['2001:db8:g::/64', ': 2001:db8:g:: is not an IPv6 address'],
  ])('%s is refused at its place', (text, why) => {
    expect(said(main(text)).split('\n')[0]).toMatch(/^6:21 error MI0319: network\.subnet6 /);
    expect(said(main(text))).toContain(why);
  });
});

describe('blocks that meet', () => {
  test('those of two networks are told at the second', () => {
    expect(
      said(main('2001:db8::/56', 'networks: { blue: { subnet: 10.78.0.0/16, subnet6: "2001:db8:0:7::/64" } }\n')),
    ).toMatchInlineSnapshot(`
        "7:52 error MI0435: networks.blue.subnet6 2001:db8:0:7::/64 overlaps network.subnet6 2001:db8::/56
          hint: Use a block that is the containers’ alone, or auto.
          6:21: network.subnet6 2001:db8::/56"
      `);
  });

  test('a host in the block, and WireGuard’s range', () => {
    const hosts = ['a: { address: "2001:db8:7::11" }', 'b: { address: "2001:db8:7::12" }'];
    expect(codesOf(example(hosts, 'network: { subnet6: "2001:db8:7::/64" }\n'))).toContain('MI0435');
    expect(codesOf(example(hosts, 'network: { subnet6: "2001:db8:8::/64" }\n'))).not.toContain('MI0435');
    const range = 'encryption: { kind: wireguard, range: "fd98:1::/64" }\n';
    expect(codesOf(main('fd98:1::/48', range))).toContain('MI0435');
  });
});

describe('a Docker whose form of the options is not known', () => {
  test('is an error on its default network alone', () => {
    const none = 'docker: { from: none }\n';
    expect(codesOf(main('auto', none))).toContain('MI0626');
    expect(codesOf(twoHosts(`network: { subnet6: auto, docker: mesh }\n${none}`))).not.toContain('MI0626');
    expect(codesOf(twoHosts(`network: { subnet6: auto, layout: per-host }\n${none}`))).not.toContain('MI0626');
  });

  test('is one of a system whose Docker may be too old, where the host is a member', () => {
    const hosts = [
      'a: { address: 10.0.0.1, os: ubuntu-14.04 }',
      'b: { address: 10.0.0.2 }',
      'c: { address: 10.0.0.3 }',
    ];
    const further = (members: string): string =>
      example(hosts, `networks: { blue: { subnet: 10.78.0.0/16, subnet6: auto, hosts: ${members} } }\n`);
    expect(codesOf(further('[a, b]'))).toContain('MI0626');
    expect(codesOf(further('[b, c]'))).not.toContain('MI0626');
  });
});

test('an MTU below 1280 is an error where IPv6 is asked for, in place of the warning', () => {
  const codes = (text: string): string[] => compile(text).diagnostics.map(({ code }) => code);
  const narrow = (rest: string): string =>
    example(['a: { address: 10.0.0.1, mtu: 1320 }', 'b: { address: 10.0.0.2 }'], rest);
  expect(codes(narrow('network: { subnet6: auto }\n'))).toEqual(['MI0521']);
  expect(codes(narrow('network: { subnet6: none }\n'))).toEqual(['MI0659']);
  expect(codes(twoHosts('network: { subnet6: auto, mtu: 1279 }\n'))).toEqual(['MI0521']);
  expect(codes(twoHosts('network: { subnet6: auto, mtu: 1280 }\n'))).toEqual([]);
});

test.each([
  [4, 'gre', '', '20 − 4 − 14', 1318],
  [4, 'vxlan', '', '20 − 8 − 8 − 14', 1330],
  [6, 'gre', '', '40 − 4 − 14', 1338],
  [6, 'geneve', '', '40 − 8 − 8 − 14', 1350],
  [4, 'vxlan', 'encryption: wireguard\n', '20 − 8 − 32 − 20 − 8 − 8 − 14', 1390],
  // 1400 is what many a provider has.
  [6, 'vxlan', 'encryption: wireguard\n', '40 − 8 − 32 − 20 − 8 − 8 − 14', 1410],
])(
  'over IPv%i by %s, %j the underlay is told that is too narrow, and the least that is not',
  (family, tunnel, rest, headers, least) => {
    const over = (mtu: number): string[] => {
      const [one, two] = family === 4 ? ['10.0.0.1', '10.0.0.2'] : ['fd00:10::1', 'fd00:10::2'];
      const hosts = [`a: { address: "${one}", mtu: ${mtu} }`, `b: { address: "${two}", mtu: ${mtu} }`];
      return compile(example(hosts, `network: { tunnel: ${tunnel}, subnet6: auto }\n${rest}`)).diagnostics.map(
        ({ line, column, code, message, hint }) => `${line}:${column} ${code}: ${message}. ${hint}`,
      );
    };
    expect(over(least - 1).filter((text) => text.includes('MI0521'))).toEqual([
      `6:${20 + tunnel.length + 11} MI0521: IPv6 needs 1280 bytes, and the narrowest link carries ${least - 1} − ${headers} = 1279, at a. Use an underlay of at least ${least} bytes and say so with mtu, or remove network.subnet6.`,
    ]);
    expect(over(least).join()).not.toContain('MI0521');
  },
);

test('without a firewall it is told what does not masquerade', () => {
  const none = (network: string, os = 'debian-12'): string[] =>
    codesOf(twoHosts(`network: ${network}\nfirewall: none\n`, os)).filter((code) => code === 'MI0657');
  expect(none('{ subnet6: auto }')).toEqual(['MI0657']);
  expect(none('{ subnet6: auto }', 'ubuntu-24.04')).toEqual([]);
  expect(none('{ subnet6: "2001:db8::/64" }', 'ubuntu-24.04')).toEqual(['MI0657']);
  expect(none('{ subnet6: "2001:db8::/64", masquerade: false }')).toEqual([]);
});
