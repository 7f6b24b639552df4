import { expect, test } from 'vitest';
import { codesOf, said } from '../diagnose.ts';

const manifest = (hosts: readonly string[], rest = ''): string =>
  `meshinit: 1
defaults: { os: debian-12 }
hosts: { ${hosts.map((host, index) => `h${index + 1}: { ${host} }`).join(', ')} }
network: { layout: routed, tunnel: none${rest} }
`;

test('hosts of two sites are pointed at', () => {
  expect(said(manifest(['address: 10.0.0.1, site: a', 'address: 10.0.0.2, site: b']))).toMatchInlineSnapshot(`
    "3:25 warning MI0660: other sites would use a private address to reach hosts.h1 (10.0.0.1), hosts.h2 (10.0.0.2)
      hint: Set addresses: { public: … }, or say that the sites’ networks are joined: allow: { MI0660: why }.
      3:61: a private address too
    3:77 error MI0438: network.tunnel none needs all hosts on one link, but hosts.h2 is at site b and hosts.h1 at site a
      hint: Use tunnel: vxlan, or encryption: wireguard.
      4:36: tunnel none"
  `);
  expect(codesOf(manifest(['address: 10.0.0.1, site: a', 'address: 10.0.0.2, site: a']))).toEqual([]);
});

test('IPv6 for containers needs IPv6 between hosts', () => {
  expect(said(manifest(['address: 10.0.0.1', 'address: 10.0.0.2'], ', subnet6: auto'))).toMatchInlineSnapshot(`
    "4:51 error MI0438: network.subnet6 with network.tunnel none needs hosts with IPv6 addresses: Linux has no IPv6 route to an IPv4 neighbour
      hint: Give the hosts IPv6 addresses, remove subnet6, or use tunnel: vxlan.
      4:36: tunnel none"
  `);
  expect(codesOf(manifest(["address: 'fd00::1'", "address: 'fd00::2'"], ', subnet6: auto'))).toEqual([]);
});

test('over IPv6 the kernel must know such gateways', () => {
  const hosts = ["address: 'fd00::1', os: rocky-8", "address: 'fd00::2'"];
  expect(codesOf(manifest(hosts))).toContain('MI0605');
});

test('a cloud that looks at source addresses is warned of', () => {
  expect(said(manifest(['address: 10.0.0.1, provider: aws', 'address: 10.0.0.2']))).toMatchInlineSnapshot(`
    "4:36 warning MI0666: Amazon EC2 may drop what hosts.h1 sends for containers: network.tunnel none hides no address
      hint: Switch its check of source addresses off for these machines, and say so: allow: { MI0666: where }; or use tunnel: vxlan.
      3:45: Amazon EC2"
  `);
});
