import { expect, test } from 'vitest';
import { example } from '../../../src/check/example.ts';
import { said } from '../diagnose.ts';

test('both hosts are shown', () => {
  expect(said(example(['host1: { address: 10.0.0.11 }', 'host2: { address: 10.0.0.11 }']))).toMatchInlineSnapshot(`
    "5:21 error MI0401: hosts.host2 and hosts.host1 have the same address 10.0.0.11
      hint: Each host needs its own address.
      4:21: hosts.host1 has it first"
  `);
});

test('spellings of one IPv6 address are one address', () => {
  expect(
    said(example(['host1: { address: "fd00::11" }', 'host2: { address: "FD00:0:0::0011" }'])),
  ).toMatchInlineSnapshot(`
    "5:21 error MI0401: hosts.host2 and hosts.host1 have the same address fd00::11
      hint: Each host needs its own address.
      4:21: hosts.host1 has it first"
  `);
});

test('a private address may come again at another site, a public one not', () => {
  expect(
    said(
      example([
        'a: { address: 10.0.0.11, site: x, addresses: { public: 198.51.100.1 } }',
        'b: { address: 10.0.0.11, site: y, addresses: { public: 198.51.100.1 } }',
      ]),
    ),
  ).toMatchInlineSnapshot(`
    "4:58 warning MI0653: tunnels between public addresses are not encrypted: hosts.a (198.51.100.1), hosts.b (198.51.100.1)
      hint: Add encryption: wireguard, use the provider’s private network if the hosts share one, or say why it is safe here: allow: { MI0653: why }.
      5:58: a public address too
    5:58 error MI0401: hosts.b and hosts.a have the same address 198.51.100.1
      hint: Each host needs its own address.
      4:58: hosts.a has it first"
  `);
});

test('an address inside one site that is another host’s for the world is a duplicate', () => {
  expect(
    said(
      example([
        'a: { address: 198.51.100.1, site: x, addresses: { private: 198.51.100.2 } }',
        'b: { address: 198.51.100.2, site: y }',
      ]),
    ),
  ).toMatchInlineSnapshot(`
    "4:17 warning MI0653: tunnels between public addresses are not encrypted: hosts.a (198.51.100.1), hosts.b (198.51.100.2)
      hint: Add encryption: wireguard, use the provider’s private network if the hosts share one, or say why it is safe here: allow: { MI0653: why }.
      5:17: a public address too
    4:62 error MI0401: hosts.a and hosts.b have the same address 198.51.100.2
      hint: Each host needs its own address.
      5:17: hosts.b has it first"
  `);
});

test('a host whose address cannot be read is no duplicate', () => {
  expect(said(example(['host1: { address: nowhere }', 'host2: { address: nowhere }']))).toMatchInlineSnapshot(`
    "4:21 error MI0301: hosts.host1.address 'nowhere' is neither an address nor a name with a domain
      hint: Add the domain: nowhere.example.com.
    5:21 error MI0301: hosts.host2.address 'nowhere' is neither an address nor a name with a domain
      hint: Add the domain: nowhere.example.com."
  `);
});
