import { byPeer } from '../../mesh/by-peer.ts';
import type { Membership } from '../../mesh/mesh.ts';
import { ipv6Of } from '../host-ipv6.ts';
import { dockerAddress, dockerMac, type HostNetwork, meshAddress, switchMac, tunnelMac } from '../host-plan.ts';

/** A section of one of networkd's files: its name, and its keys in their order. */
type Section = readonly [name: string, ...keys: readonly (readonly [key: string, value: string | number])[]];

/** A file below /etc/systemd/network, without its directory. */
export interface NetworkdFile {
  readonly name: string;
  readonly content: string;
  /** Whether it names the peers. */
  readonly hasPeers: boolean;
}

/** The devices of the kernel's own VXLAN as systemd-networkd makes them, before any file of the image in its order. */
export function networkdFiles(on: HostNetwork): NetworkdFile[] {
  const { bridge, tunnel, veth } = on.mesh.names;
  const ipv6 = ipv6Of(on);
  return [
    file(on, 'bridge.netdev', [device(on, bridge, 'bridge', dockerMac(on))]),
    file(on, 'bridge.network', addressed(on, bridge, [dockerAddress(on), ipv6?.bridge])),
    file(on, 'tunnel.netdev', [device(on, tunnel, 'vxlan', tunnelMac(on)), vxlan(on)]),
    {
      ...file(on, 'tunnel.network', [...network(on, tunnel, [['Bridge', bridge]]), ...ways(on)]),
      hasPeers: true,
    },
    ...(veth
      ? [
          file(on, 'veth.netdev', [device(on, veth.switch, 'veth', switchMac(on)), ['Peer', ['Name', veth.docker]]]),
          file(on, 'veth-docker.network', network(on, veth.docker, [['Bridge', bridge]])),
          file(on, 'veth-switch.network', addressed(on, veth.switch, [meshAddress(on), ipv6?.mesh])),
        ]
      : []),
  ];
}

const device = ({ mesh }: HostNetwork, name: string, kind: string, mac: string): Section => [
  'NetDev',
  ['Name', name],
  ['Kind', kind],
  ['MTUBytes', mesh.mtu.value],
  ['MACAddress', mac],
];

/** A bridge without ports has no carrier, and is to have its address all the same. */
const KEEPS_STANDING = [
  ['ConfigureWithoutCarrier', 'yes'],
  ['IgnoreCarrierLoss', 'yes'],
] as const;

/** A device with an address, and with one of IPv6: unique by its making, so nobody is asked, and Docker need not wait. */
function addressed(on: HostNetwork, name: string, [ipv4, ipv6]: readonly [string, string | undefined]): Section[] {
  const sections = network(on, name, [['Address', ipv4], ...KEEPS_STANDING], ipv6 === undefined ? 'no' : 'ipv6');
  if (ipv6 === undefined) return sections;
  return [...sections, ['Address', ['Address', ipv6], ['DuplicateAddressDetection', 'none']]];
}

/**
 * No container's router advertisement or DHCP is for the host, and no boot waits for these devices.
 * @param linkLocal without such an address no neighbour is asked for
 */
function network(
  { mesh }: HostNetwork,
  name: string,
  keys: readonly (readonly [string, string])[],
  linkLocal: 'no' | 'ipv6' = 'no',
): Section[] {
  return [
    ['Match', ['Name', name]],
    ['Link', ['MTUBytes', mesh.mtu.value], ['RequiredForOnline', 'no']],
    ['Network', ...keys, ['DHCP', 'no'], ['LinkLocalAddressing', linkLocal], ['IPv6AcceptRA', 'no']],
  ];
}

/**
 * Over IPv6 an address of either end says so: the host's own, or where the kernel is to choose among several, one peer's,
 * which is among its ways anyhow. Over IPv4 there is none here: behind a provider's NAT the host does not carry its
 * manifest address, and where it does, meshinit-mesh gives it.
 */
function vxlan({ mesh: { tunnel }, member }: HostNetwork): Section {
  return [
    'VXLAN',
    ['VNI', tunnel.key ?? 0],
    ['DestinationPort', tunnel.port ?? 4789],
    ...(tunnel.family === 6 ? [endOf(member), ['UDP6ZeroChecksumRx', 'yes'] as const] : []),
    ['Independent', 'yes'],
  ];
}

function endOf({ name, node, links }: Membership): readonly [key: string, address: string] {
  if (node.source) return ['Local', node.source.text];
  const [first] = byPeer(links);
  if (!first) throw new Error(`${name} has several addresses and no peer`);
  return ['Remote', first.remote.address.text];
}

const ways = ({ member }: HostNetwork): Section[] =>
  byPeer(member.links).map(({ remote }) => [
    'BridgeFDB',
    ['MACAddress', '00:00:00:00:00:00'],
    ['Destination', remote.address.text],
    ['AssociatedWith', 'self'],
  ]);

function file({ mesh }: HostNetwork, name: string, sections: readonly Section[]): NetworkdFile {
  const texts = sections.map(([section, ...keys]) => {
    const lines = keys.map(([key, value]) => `${key}=${value}\n`);
    return `[${section}]\n${lines.join('')}`;
  });
  return { name: mesh.names.networkd + name, content: texts.join('\n'), hasPeers: false };
}
