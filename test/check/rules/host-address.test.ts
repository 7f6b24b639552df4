import { expect, test } from 'vitest';
import { example } from '../../../src/check/example.ts';
import { codesOf, said } from '../diagnose.ts';

test('an address that no peer can reach is pointed at', () => {
  expect(said(example(['host1: { address: 127.0.0.1 }']))).toMatchInlineSnapshot(`
    "4:21 error MI0301: hosts.host1.address 127.0.0.1 is loopback (127.0.0.0/8): no peer can reach it
      hint: Give the address of the interface that the other hosts reach."
  `);
});

test('a zone, a prefix length, a port, a user and brackets are taken off in the hint', () => {
  expect(
    said(
      example([
        'host1: { address: "fe80::1%eth0" }',
        'host2: { address: 10.0.0.12/24 }',
        'host3: { address: "10.0.0.13:22" }',
        'host4: { address: root@10.0.0.14 }',
        'host5: { address: "[fd00::15]" }',
      ]),
    ),
  ).toMatchInlineSnapshot(`
    "4:21 error MI0301: hosts.host1.address 'fe80::1%eth0' has a zone; an address that every peer can reach has none
      hint: Example: 10.0.0.11, fd00::11 or web1.example.com.
    5:21 error MI0301: hosts.host2.address '10.0.0.12/24' has a prefix length; expected only an address
      hint: Did you mean 10.0.0.12?
    6:21 error MI0301: hosts.host3.address '10.0.0.13:22' is not an IPv6 address
      hint: Did you mean 10.0.0.13?
    7:21 error MI0301: hosts.host4.address 'root@10.0.0.14' is neither an IP address nor a DNS name
      hint: Did you mean 10.0.0.14?
    8:21 error MI0301: hosts.host5.address '[fd00::15]' is not an IPv6 address
      hint: Did you mean fd00::15?"
  `);
});

test('a leading zero and a letter for a digit are named', () => {
  expect(said(example(['host1: { address: 10.0.0.011 }', 'host2: { address: 1O.0.0.12 }']))).toMatchInlineSnapshot(`
    "4:21 error MI0301: hosts.host1.address '10.0.0.011' has a part with a leading zero, which some programs read as octal
      hint: Did you mean 10.0.0.11?
    5:21 error MI0301: hosts.host2.address '1O.0.0.12' is neither an IP address nor a DNS name
      hint: Did you mean 10.0.0.12?"
  `);
});

test('an IPv4 address in IPv6 form is shown as itself', () => {
  expect(said(example(['host1: { address: "::ffff:10.0.0.11" }']))).toMatchInlineSnapshot(`
    "4:21 error MI0301: hosts.host1.address ::ffff:a00:b is an IPv4 address mapped into IPv6 (::ffff:0:0/96): no peer can reach it
      hint: Did you mean 10.0.0.11?"
  `);
});

test('nothing in an address reaches the terminal as a command', () => {
  expect(said(example(['host1: { address: "\\e[31mred" }']))).toMatchInlineSnapshot(`
    "4:21 error MI0301: hosts.host1.address ' [31mred' is neither an IP address nor a DNS name
      hint: Example: 10.0.0.11, fd00::11 or web1.example.com."
  `);
});

test('private, shared, documentation and unique local addresses are fine', () => {
  expect(
    codesOf(
      example(['host1: { address: 10.0.0.11 }', 'host2: { address: 100.64.0.2 }', 'host3: { address: 192.168.1.3 }']),
    ),
  ).not.toContain('MI0301');
});
