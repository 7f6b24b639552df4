import { describe, expect, test } from 'vitest';
import { example } from '../../../src/check/example.ts';
import { codesOf, said } from '../diagnose.ts';

/** Hosts by their addresses, and what they say besides. */
const hosts = (...lines: readonly string[]): string[] =>
  lines.map((line, index) => `host${index + 1}: { address: ${line} }`);

const warns = (lines: readonly string[], rest = ''): boolean => codesOf(example(lines, rest)).includes('MI0661');

test('a private address beside public ones is shown with what would mend it', () => {
  expect(
    said(example(hosts('198.51.100.1', '10.0.0.12', '198.51.100.3'), 'allow: { MI0653: test }\n')),
  ).toMatchInlineSnapshot(`
    "5:21 warning MI0661: hosts.host2 (10.0.0.12) is in 10.0.0.0/8, private; hosts.host1 (198.51.100.1), hosts.host3 (198.51.100.3) are on the internet: these cannot reach each other
      hint: Give these groups different sites, and each host its public address: { site: …, addresses: { public: … } }. Or say how their networks are joined: allow: { MI0661: why }.
      4:21: on the internet"
  `);
});

test('hosts of one site are told apart from those of another', () => {
  expect(
    said(
      example(
        [
          'host1: { address: 10.0.0.11, site: a, addresses: { public: 198.51.100.1 } }',
          'host2: { address: 192.168.1.2, site: a, addresses: { public: 198.51.100.2 } }',
          'host3: { address: 198.51.100.3, site: b }',
        ],
        'allow: { MI0653: test }\n',
      ),
    ),
  ).toMatchInlineSnapshot(`
    "5:21 warning MI0661: hosts.host2 (192.168.1.2) is in 192.168.0.0/16, private; hosts.host1 (10.0.0.11) is in 10.0.0.0/8, private: these cannot reach each other
      hint: Give these groups different sites, not both a, and each host its public address: { site: …, addresses: { public: … } }. Or say how their networks are joined: allow: { MI0661: why }.
      4:21: in 10.0.0.0/8, private"
  `);
});

describe('addresses that find no way to each other are', () => {
  test.each([
    ['RFC 1918 and public', hosts('10.0.0.11', '198.51.100.2')],
    ['unique local and public', hosts('fd00::1', '2001:db8::2')],
    ['carrier NAT and public', hosts('100.64.0.1', '198.51.100.2')],
    ['carrier NAT and RFC 1918', hosts('100.64.0.1', '10.0.0.2')],
    ['of two private ranges', hosts('10.0.0.11', '192.168.0.2')],
    ['private at two providers', hosts('10.0.0.11, provider: aws', '10.0.0.12, provider: hetzner')],
    ['private and public with a name between', hosts('web.example.com', '10.0.0.11', '198.51.100.2')],
    ['those that are taken within the site', hosts('198.51.100.1, addresses: { private: 10.0.0.1 }', '198.51.100.2')],
  ])('%s', (_, lines) => {
    expect(warns(lines)).toBe(true);
  });
});

describe('no warning is for', () => {
  test.each([
    ['one private range', hosts('10.0.0.11', '10.200.0.12')],
    ['unique local addresses', hosts('fd00::1', 'fd12:3456::2')],
    ['one carrier NAT, as overlays take it', hosts('100.64.0.1', '100.100.3.2')],
    ['public addresses, at any provider', hosts('198.51.100.1, provider: aws', '203.0.113.2, provider: hetzner')],
    ['private addresses at a provider that may be anywhere', hosts('10.0.0.11, provider: aws', '10.0.0.12')],
    ['names beside addresses', hosts('web.example.com', '10.0.0.11')],
    ['one host', hosts('10.0.0.11')],
    [
      'private ones in use within the site, public ones beside them',
      hosts('198.51.100.1, addresses: { private: 10.0.0.1 }', '10.0.0.2, addresses: { public: 198.51.100.2 }'),
    ],
    [
      'groups of different sites',
      hosts('10.0.0.11, site: a, addresses: { public: 198.51.100.1 }', '198.51.100.2, site: b'),
    ],
    [
      'a site and hosts that name none',
      hosts('10.0.0.11, addresses: { public: 198.51.100.1 }', '198.51.100.2, site: b'),
    ],
  ])('%s', (_, lines) => {
    expect(warns(lines)).toBe(false);
  });

  test('groups of one site that have no tunnel between them', () => {
    const lines = hosts(
      '10.0.0.11, site: a, addresses: { public: 198.51.100.1 }',
      '198.51.100.2, site: a',
      '198.51.100.3, site: b',
    );
    const links = (pairs: string): string => `network: { topology: { links: ${pairs} } }\n`;
    expect(warns(lines, links('[[host1, host3], [host2, host3]]'))).toBe(false);
    expect(warns(lines, links('[[host1, host2], [host2, host3]]'))).toBe(true);
    expect(warns(lines, 'network: { topology: { star: [host3] } }\n')).toBe(false);
    expect(warns(lines, 'network: { topology: { star: [host1] } }\n')).toBe(true);
  });
});
