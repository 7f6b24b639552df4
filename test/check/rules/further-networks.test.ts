import { describe, expect, test } from 'vitest';
import { said } from '../diagnose.ts';

const text = (networks: string, rest = '', hosts = ''): string => `meshinit: 1
defaults: { os: debian-12 }
hosts:
  host1: { address: 10.0.0.11 }
  host2: { address: 10.0.0.12 }
  host3: { address: 10.0.0.13${hosts} }
${rest}networks:
${networks}`;

describe('laws between networks', () => {
  test('names that Docker or meshinit has', () => {
    expect(
      said(
        text(
          '  bridge: { subnet: 10.1.0.0/16 }\n  network: { subnet: 10.2.0.0/16 }\n  mesh: { subnet: 10.3.0.0/16 }\n',
          'network: { docker: mesh }\n',
        ),
      ),
    ).toMatchInlineSnapshot(`
      "9:3 error MI0314: the network cannot be named 'bridge': the name is reserved; reserved: bridge, host, none, default, ingress, docker_gwbridge, network
        hint: Use another name, such as backend.
      10:3 error MI0314: the network cannot be named 'network': the name is reserved; reserved: bridge, host, none, default, ingress, docker_gwbridge, network
        hint: Use another name, such as backend.
      11:3 error MI0314: networks.mesh and network.docker have the same name, so both would be the Docker network 'mesh'
        hint: Rename one of the two.
        7:20: the name of the main network"
    `);
    expect(said(text('  blue: { subnet: 10.1.0.0/16 }\n', 'network: { docker: host }\n'))).toMatchInlineSnapshot(`
      "7:20 error MI0314: network.docker cannot be named 'host': the name is reserved; reserved: bridge, host, none, default, ingress, docker_gwbridge
        hint: Use another name, such as backend."
    `);
    expect(
      said(text('  Blue_net: { subnet: 10.1.0.0/16 }\n  elevenchars: { subnet: 10.2.0.0/16 }\n')),
    ).toMatchInlineSnapshot(`
      "8:3 error MI0206: the name 'Blue_net' in networks does not have the required form: lower-case letters, digits and inner hyphens, at most 10
        hint: Did you mean 'blue-net'?
      9:3 error MI0206: the name 'elevenchars' in networks does not have the required form: lower-case letters, digits and inner hyphens, at most 10"
    `);
  });

  test('members that are no hosts, or named twice; a subnet that is missing', () => {
    expect(
      said(text('  blue: { subnet: 10.1.0.0/16, hosts: [host1, hots2, host1] }\n  red: { hosts: [] }\n')),
    ).toMatchInlineSnapshot(`
      "8:47 error MI0418: networks.blue.hosts names 'hots2', but no host has that name; hosts: host1, host2, host3
        hint: Did you mean 'host2'?
      8:54 error MI0418: networks.blue.hosts names 'host1' twice
        hint: Remove one of the two.
        8:40: named first here
      9:3 error MI0202: networks.red has no 'subnet'
        hint: For example: subnet: 10.78.0.0/16
      9:17 error MI0205: networks.red.hosts is empty; the minimum is 1"
    `);
  });

  test('links and hubs that are no members', () => {
    expect(
      said(
        text(
          '  blue: { subnet: 10.1.0.0/16, hosts: [host1, host2], topology: { links: [[host1, host2], [host1, host3]] } }\n  red: { subnet: 10.2.0.0/16, hosts: [host1, host2], topology: { star: [host3] } }\n',
        ),
      ),
    ).toMatchInlineSnapshot(`
      "8:99 error MI0412: the link ['host1', 'host3'] goes to 'host3', but host3 is not a member of networks.blue; members: host1, host2
      9:73 error MI0411: networks.red.topology.star names the hub 'host3', but host3 is not a member of networks.red; members: host1, host2"
    `);
  });

  test('a subnet that holds the address of a host that is no member', () => {
    expect(
      said(
        text(
          '  blue: { subnet: 192.168.0.0/16, hosts: [host1, host2] }\n',
          '',
          ', addresses: { private: 192.168.5.13 }',
        ),
      ),
    ).toMatchInlineSnapshot(`
      "6:54 warning MI0661: hosts.host3 (192.168.5.13) is in 192.168.0.0/16, private; hosts.host1 (10.0.0.11), hosts.host2 (10.0.0.12) are in 10.0.0.0/8, private: these cannot reach each other
        hint: Give these groups different sites, and each host its public address: { site: …, addresses: { public: … } }. Or say how their networks are joined: allow: { MI0661: why }.
        4:21: in 10.0.0.0/8, private
      8:19 error MI0403: the containers’ networks.blue.subnet 192.168.0.0/16 contains the underlay address of hosts.host3 (192.168.5.13): packets between the hosts would go into the mesh
        hint: Use another networks.blue.subnet, such as 10.77.0.0/16.
        6:54: hosts.host3.addresses.private 192.168.5.13"
    `);
  });

  test('a GRE key of 0 beside GRE without a key', () => {
    expect(
      said(text('  blue: { subnet: 10.1.0.0/16, tunnel: { kind: gre, key: 0 } }\n', 'network: { tunnel: gre }\n')),
    ).toMatchInlineSnapshot(`
      "9:58 error MI0420: networks.blue.tunnel.key is 0, and so is network.tunnel.key by default: their packets could not be told apart
        hint: Give one of them another key, or remove this key: meshinit then chooses one."
    `);
    expect(said(text('  blue: { subnet: 10.1.0.0/16 }\n', 'network: { tunnel: gre }\n'))).toBe('');
  });

  test('subnets that overlap, the default one included, or hold a host’s address', () => {
    expect(
      said(
        text(
          '  blue: { subnet: 172.17.64.0/18 }\n  red: { subnet: 10.2.0.0/16 }\n  pink: { subnet: 10.2.1.0/24 }\n  wide: { subnet: 10.0.0.0/24 }\n',
        ),
      ),
    ).toMatchInlineSnapshot(`
      "8:19 error MI0419: networks.blue.subnet 172.17.64.0/18 overlaps network.subnet (by default 172.17.0.0/16)
        hint: Use a block that no other network has.
      10:19 error MI0419: networks.pink.subnet 10.2.1.0/24 overlaps networks.red.subnet 10.2.0.0/16
        hint: Use a block that no other network has.
        9:18: the containers’ network
      11:19 error MI0403: the containers’ networks.wide.subnet 10.0.0.0/24 contains the underlay address of hosts.host1 (10.0.0.11), hosts.host2 (10.0.0.12), hosts.host3 (10.0.0.13): packets between the hosts would go into the mesh
        hint: Use another networks.wide.subnet, such as 10.77.0.0/16.
        4:21: hosts.host1.address 10.0.0.11
        5:21: hosts.host2.address 10.0.0.12
        6:21: hosts.host3.address 10.0.0.13"
    `);
  });

  test('equal keys, and two kinds on one port', () => {
    expect(
      said(
        text(
          '  blue: { subnet: 10.1.0.0/16, tunnel: { key: 7 } }\n  red: { subnet: 10.2.0.0/16, tunnel: { kind: vxlan, key: 7 } }\n  pink: { subnet: 10.3.0.0/16, tunnel: { key: 0 } }\n  grey: { subnet: 10.4.0.0/16, tunnel: { kind: geneve, key: 7, port: 4789 } }\n  free: { subnet: 10.5.0.0/16, tunnel: { key: 7, port: 5000 } }\n',
        ),
      ),
    ).toMatchInlineSnapshot(`
      "9:59 error MI0420: networks.red.tunnel.key is 7, and so is networks.blue.tunnel.key: their packets could not be told apart
        hint: Give one of them another key, or remove this key: meshinit then chooses one.
        8:47: has it first
      10:47 error MI0420: networks.pink.tunnel.key is 0, and so is network.tunnel.key by default: their packets could not be told apart
        hint: Give one of them another key, or remove this key: meshinit then chooses one.
      11:48 error MI0421: networks.grey.tunnel geneve and network.tunnel vxlan both use UDP port 4789
        hint: Give one of them another port, or use one kind for both."
    `);
  });

  test('a vlan with keys of its own, with a tag that another has, without Open vSwitch', () => {
    expect(
      said(
        text(
          '  blue: { subnet: 10.1.0.0/16, vlan: 7, topology: ring, hosts: [host1] }\n  red: { subnet: 10.2.0.0/16, vlan: 7 }\n  pink: { subnet: 10.3.0.0/16, vlan: 0 }\n',
        ),
      ),
    ).toMatchInlineSnapshot(`
      "8:41 error MI0422: networks.blue has both vlan and topology: with a vlan its topology is the main network's
        hint: Remove topology, or remove vlan: the network then has tunnels of its own.
        8:38: the vlan
      8:57 error MI0422: networks.blue has both vlan and hosts: with a vlan its members are the main network's
        hint: Remove hosts, or remove vlan: the network then has tunnels of its own.
        8:38: the vlan
      9:37 error MI0422: networks.red.vlan is 7, and so is networks.blue.vlan: they would be one network
        hint: Give each its own tag, from 1 to 4094.
        8:38: has it first
      10:38 error MI0205: networks.pink.vlan is 0; the minimum is 1"
    `);
    expect(
      said(text('  blue: { subnet: 10.1.0.0/16, vlan: 7 }\n', 'network: { dataplane: linux }\n')),
    ).toMatchInlineSnapshot(`
      "9:38 error MI0621: networks.blue.vlan needs Open vSwitch; hosts.host1, hosts.host2, hosts.host3 have the dataplane linux
        hint: Remove vlan: the network then has tunnels of its own.
        7:23: dataplane linux"
    `);
    expect(
      said(text('  blue: { subnet: 10.1.0.0/16, vlan: 7 }\n', '', ', os: amazon-linux-2023')),
    ).toMatchInlineSnapshot(`
      "8:38 error MI0621: networks.blue.vlan needs Open vSwitch; hosts.host3 has the dataplane linux
        hint: Remove vlan: the network then has tunnels of its own.
        6:36: dataplane linux"
    `);
  });

  test('keys that only the main network has, and NAT of an internal network', () => {
    expect(
      said(
        text(
          '  blue: { subnet: 10.1.0.0/16, docker: blue, stack: systemd }\n  red: { subnet: 10.2.0.0/16, internal: true, masquerade: true }\n',
        ),
      ),
    ).toMatchInlineSnapshot(`
      "8:32 error MI0201: unknown key 'docker' in networks.blue; legal keys: hosts, subnet, subnet6, layout, slice, bridges, tunnel, vlan, internal, topology, loops, mtu, masquerade
        hint: 'docker' belongs in network or the root of the manifest.
      8:46 error MI0201: unknown key 'stack' in networks.blue; legal keys: hosts, subnet, subnet6, layout, slice, bridges, tunnel, vlan, internal, topology, loops, mtu, masquerade
        hint: 'stack' belongs in network: network: { stack: systemd }.
      9:59 error MI0423: networks.red.masquerade is true, but networks.red is internal: nothing leaves it
        hint: Remove masquerade, or internal.
        9:41: internal"
    `);
  });

  test('systems whose Docker may be too old', () => {
    expect(
      said(
        text(
          '  blue: { subnet: 10.1.0.0/16 }\n  red: { subnet: 10.2.0.0/16, hosts: [host1] }\n',
          '',
          ', os: ubuntu-14.04',
        ),
      ),
    ).toMatchInlineSnapshot(`
      "6:36 warning MI0652: ubuntu-14.04 has had no free security updates since 2019-04-25 (hosts.host3)
        hint: Move to a supported one: SYSTEMS; or say why not: allow: { MI0652: why }.
      8:3 error MI0622: networks.blue needs Docker 1.10 or newer, which ubuntu-14.04, the system of hosts.host3, may lack
        hint: Leave these hosts out of the network, or use a newer system.
        6:36: Ubuntu 14.04 LTS"
    `);
  });

  test('what is wrong with a host is told once, however many networks it is in', () => {
    expect(
      said(
        text(
          '  blue: { subnet: 10.1.0.0/16 }\n  red: { subnet: 10.2.0.0/16, hosts: [host2, host3] }\n',
          '',
          ', provider: azure',
        ).replace('networks:', 'network: { tunnel: gre }\nnetworks:'),
      ),
    ).toMatchInlineSnapshot(`
      "7:20 error MI0611: network.tunnel gre cannot reach hosts.host3 (azure): Azure virtual networks drop GRE and IP-in-IP (azure-docs, virtual-networks-faq)
        hint: Kinds that all providers here pass: vxlan, geneve.
        6:42: Microsoft Azure"
    `);
  });
});
