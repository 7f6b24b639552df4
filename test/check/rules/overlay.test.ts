import { expect, test } from 'vitest';
import { swarmOf } from '../../../src/check/overlay-examples.ts';
import { codesOf, said } from '../diagnose.ts';

test('an overlay without managers is told which hosts could be some', () => {
  expect(said(swarmOf('networks: {}'))).toMatchInlineSnapshot(`
    "8:1 error MI0441: overlay names no managers, the hosts that hold the state of engine swarm
      hint: Add managers: [host1, host2, host3]."
  `);
});

test('a manager that is no host and one that is named twice are each told', () => {
  expect(said(swarmOf('managers: [host1, host9, host1, host2]'))).toMatchInlineSnapshot(`
    "8:45 error MI0441: overlay.managers names 'host9', but no host has that name; hosts: host1, host2, host3
    8:52 error MI0441: overlay.managers names 'host1' twice
      hint: Remove one of the two.
      8:38: named first here"
  `);
});

test('each thing that needs a network of meshinit’s is told at its place', () => {
  const rest =
    'network: none\nnetworks: { blue: { subnet: 10.77.0.0/16 } }\nnames: true\ndocker: { listen: mesh, insecure: true }\n';
  expect(said(swarmOf('managers: [host1]', rest))).toMatchInlineSnapshot(`
    "8:1 error MI0446: networks needs a network of meshinit’s beside them, and network is none
      hint: Remove it, or network: none.
      7:10: network: none
    9:1 error MI0446: names needs a network of meshinit’s to answer on, and network is none
      hint: Remove it, or network: none.
      7:10: network: none
    10:11 error MI0446: docker.listen needs a network of meshinit’s for its address, and network is none
      hint: Remove it, or network: none.
      7:10: network: none
    10:19 warning MI0650: docker.listen mesh opens Docker’s API without TLS: every container of the mesh is root on every host
      hint: Remove it and use docker -H ssh://HOST, or say why it is safe here: allow: { MI0650: why }.
      10:35: allowed here"
  `);
});

test('ranges may not overlap hosts, the mesh or each other, and Docker’s own pool may hold a network’s subnet', () => {
  const networks = (subnet: string) =>
    `managers: [host1], networks: { a: { subnet: 10.201.0.0/24 }, b: { subnet: ${subnet} } }`;
  expect(codesOf(swarmOf(networks('10.201.0.0/25')))).toEqual(['MI0443']);
  expect(codesOf(swarmOf(networks('10.0.0.0/24')))).toEqual(['MI0443']);
  expect(codesOf(swarmOf(networks('172.17.5.0/24'), ''))).toEqual(['MI0443']);
  expect(codesOf(swarmOf(networks('10.201.0.0/30')))).toEqual(['MI0443']);
  expect(codesOf(swarmOf(networks('10.201.1.1/24')))).toEqual(['MI0302']);
  expect(codesOf(swarmOf(networks('10.200.7.0/24')))).toEqual([]);
});

test('ports of the swarm’s own, of tunnels and of WireGuard are taken', () => {
  const port = (value: number, rest = 'network: none\n') =>
    codesOf(swarmOf(`managers: [host1], data_path_port: ${value}`, rest));
  expect(port(7946)).toEqual(['MI0444']);
  expect(port(6081, 'network: { tunnel: geneve }\n')).toEqual(['MI0444']);
  expect(port(4800, 'network: none\nencryption: { kind: wireguard, port: 4799 }\n')).toEqual(['MI0444']);
  expect(port(4789)).toEqual([]);
});

test('Docker before 25 carries nothing between IPv6 addresses', () => {
  const over = (os: string, rest = 'network: none\n', address = 'fd00::11') =>
    `meshinit: 1\ndefaults: { os: ${os} }\n${rest}overlay: { engine: swarm, managers: [host1] }\nhosts: { host1: { address: '${address}' } }\n`;
  expect(said(over('debian-12'))).toMatchInlineSnapshot(`
    "5:28 error MI0641: the hosts’ addresses are IPv6, where overlay.engine swarm needs Docker 25 or newer; debian-12, the system of hosts.host1, has 20
      hint: Use a newer system, or set encryption: wireguard: the overlay then runs between its IPv4 addresses.
      2:17: Debian 12 (bookworm)"
  `);
  const inside = 'encryption: { kind: wireguard, range: "fd98::/64" }\n';
  expect(said(over('debian-12', inside, '10.0.0.11'))).toMatchInlineSnapshot(`
    "3:13 error MI0641: the hosts’ WireGuard addresses are IPv6, where overlay.engine swarm needs Docker 25 or newer; debian-12, the system of hosts.host1, has 20
      hint: Remove range: WireGuard addresses are of IPv4 by default. Or use a newer system.
      2:17: Debian 12 (bookworm)"
  `);
  expect(codesOf(over('debian-13'))).toEqual([]);
  expect(codesOf(over('debian-12', 'network: none\nencryption: wireguard\n'))).toEqual([]);
  expect(codesOf(over('debian-12', 'network: none\n', '10.0.0.11'))).toEqual([]);
});

test('options of Docker’s that exclude a swarm are told', () => {
  const daemon = (options: string) =>
    codesOf(swarmOf('managers: [host1]', `network: none\ndocker: { daemon: { ${options} } }\n`));
  expect(daemon('live-restore: true')).toEqual(['MI0642']);
  expect(daemon('firewall-backend: nftables')).toEqual(['MI0642']);
  expect(daemon('live-restore: false')).toEqual([]);
});
