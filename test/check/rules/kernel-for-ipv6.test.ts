import { expect, test } from 'vitest';
import { example } from '../../../src/check/example.ts';
import { codesOf, said } from '../diagnose.ts';

test('with the default tunnel the system is pointed at', () => {
  expect(said(example(['host1: { address: "fd00::11" }'], '', 'ubuntu-14.04'))).toMatchInlineSnapshot(`
    "2:17 error MI0605: VXLAN over IPv6 needs kernel 4.3; ubuntu-14.04 has 3.13 (hosts.host1)
      hint: To build a mesh, give the hosts IPv4 addresses or a newer system.
      4:21: IPv6
    2:17 warning MI0652: ubuntu-14.04 has had no free security updates since 2019-04-25 (hosts.host1)
      hint: Move to a supported one: SYSTEMS; or say why not: allow: { MI0652: why }."
  `);
});

test('with a given tunnel the tunnel is', () => {
  expect(
    said(example(['host1: { address: "fd00::11" }'], 'network: { tunnel: { kind: gre } }\n', 'centos-7')),
  ).toMatchInlineSnapshot(`
    "2:17 warning MI0652: centos-7 has had no free security updates since 2024-06-30 (hosts.host1)
      hint: Move to a supported one: SYSTEMS; or say why not: allow: { MI0652: why }.
    5:28 error MI0605: GRE over IPv6 needs kernel 4.18; centos-7 has 3.10 (hosts.host1)
      hint: To build a mesh, give the hosts IPv4 addresses or a newer system.
      2:17: CentOS 7, kernel 3.10
      4:21: IPv6"
  `);
});

test('a new kernel carries all', () => {
  expect(codesOf(example(['host1: { address: "fd00::11" }'], 'network: { tunnel: gre }\n'))).not.toContain('MI0605');
});
