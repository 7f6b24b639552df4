import { expect, test } from 'vitest';
import { example } from '../../../src/check/example.ts';
import { codesOf, said } from '../diagnose.ts';

test('the public ones are shown', () => {
  expect(
    said(
      example([
        'host1: { address: 198.51.100.1 }',
        'host2: { address: 10.0.0.12 }',
        'host3: { address: 198.51.100.3 }',
      ]),
    ),
  ).toMatchInlineSnapshot(`
    "4:21 warning MI0653: tunnels between public addresses are not encrypted: hosts.host1 (198.51.100.1), hosts.host3 (198.51.100.3)
      hint: Add encryption: wireguard, use the provider’s private network if the hosts share one, or say why it is safe here: allow: { MI0653: why }.
      6:21: a public address too
    5:21 warning MI0661: hosts.host2 (10.0.0.12) is in 10.0.0.0/8, private; hosts.host1 (198.51.100.1), hosts.host3 (198.51.100.3) are on the internet: these cannot reach each other
      hint: Give these groups different sites, and each host its public address: { site: …, addresses: { public: … } }. Or say how their networks are joined: allow: { MI0661: why }.
      4:21: on the internet"
  `);
});

test('one public address alone is fine', () => {
  expect(codesOf(example(['host1: { address: 198.51.100.1 }', 'host2: { address: 10.0.0.12 }']))).not.toContain(
    'MI0653',
  );
});

test('where no tunnel joins two of them, it is fine', () => {
  expect(
    codesOf(
      example(
        ['host1: { address: 198.51.100.1 }', 'host2: { address: 10.0.0.12 }', 'host3: { address: 198.51.100.3 }'],
        'network: { topology: { star: [host2] } }\n',
      ),
    ),
  ).not.toContain('MI0653');
});

test('a link between two of them is not', () => {
  expect(
    said(
      example(
        ['host1: { address: "2001:db8::1" }', 'host2: { address: "2001:db8::2" }'],
        'network: { topology: { links: [[host1, host2]] } }\n',
      ),
    ),
  ).toMatchInlineSnapshot(`
    "4:21 warning MI0653: tunnels between public addresses are not encrypted: hosts.host1 (2001:db8::1), hosts.host2 (2001:db8::2)
      hint: Add encryption: wireguard, use the provider’s private network if the hosts share one, or say why it is safe here: allow: { MI0653: why }.
      5:21: a public address too"
  `);
});
