import { expect, test } from 'vitest';
import { codesOf, said } from '../diagnose.ts';

const manifest = (rest: string, os = 'debian-12'): string =>
  `meshinit: 1\ndefaults: { os: ${os} }\nhosts:\n  a: { address: a.example.com }\n  b: { address: 10.0.0.12 }\n${rest}`;

test('names are for hosts whose list of peers can change', () => {
  expect(codesOf(manifest(''))).toEqual([]);
  expect(codesOf(manifest('firewall: none\n', 'rocky-9'))).toEqual([]);
  expect(codesOf(manifest('network: { dataplane: linux }\n'))).toEqual([]);
});

test.each([
  ['network: { stack: ifupdown }\n', 'debian-12', 'debian-12 with the stack ifupdown'],
  ['firewall: firewalld\n', 'debian-12', 'debian-12 with the firewall firewalld'],
  ['', 'rocky-9', 'rocky-9 with the firewall firewalld'],
  ['', 'flatcar', 'flatcar whose own network files hold the peers’ addresses'],
  ['', 'ubuntu-14.04', 'ubuntu-14.04 with the stack ifupdown and with the firewall iptables'],
])('%j on %s is told why not', (rest, os, why) => {
  expect(said(manifest(rest, os))).toContain(
    `hosts.a.address is a name, which hosts.a, hosts.b cannot follow: ${os} ${why.slice(os.length + 1)}`,
  );
});

test('the names of sites count too', () => {
  const sites = `meshinit: 1\ndefaults: { os: flatcar }\nhosts:\n  a: { site: x, address: 10.0.0.11, addresses: { public: a.example.com } }\n  b: { site: y, address: 10.0.0.12, addresses: { public: 198.51.100.12 } }\n`;
  expect(said(sites)).toContain('hosts.a.addresses.public is a name');
});
