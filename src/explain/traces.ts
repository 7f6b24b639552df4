import { ipv4Text } from '../addresses/address.ts';
import { cidrText } from '../addresses/cidr.ts';
import type { ManifestPath } from '../diagnostics/diagnostic.ts';
import type { HostContainer } from '../host/container-list.ts';
import { ipv6Of } from '../host/host-ipv6.ts';
import { dockerMac, type HostNetwork, type HostPlan, switchMac, tunnelMac } from '../host/host-plan.ts';
import { CONTROL_PATH } from '../manifest/control.ts';
import { networkKey, networkPath } from '../manifest/network.ts';
import type { Cluster, HostLink, Mesh } from '../mesh/mesh.ts';
import { mtuArithmetic } from '../mesh/mtu.ts';
import { engineOf } from '../overlay/engines.ts';
import { providerOf } from '../providers/providers.ts';
import { tunnelOf } from '../tunnels/tunnels.ts';

/** A value that a host's files are made of, and where it is from. */
export interface Trace {
  /** As it stands in the files. */
  readonly texts: readonly string[];
  /** What people are told in the texts' place. */
  readonly label?: string;
  /** Where the manifest says it, or what it was planned from. */
  readonly paths: readonly ManifestPath[];
  /** How it came about. */
  readonly why: string;
  /** The page of docs/ that has the facts it rests on, with their sources. */
  readonly facts?: string;
  /** The network that it is of, where it is of one. */
  readonly network?: string;
  /** Whether it may be a word like any other, which means nothing in a script. */
  readonly isName?: true;
}

/** RFCs, and what was measured. */
const HEADERS = 'docs/facts.md#headers-and-mtu';

const OVERLAY = 'docs/overlay.md';

/** What a host's files have of Docker's own overlay. */
function overlayTraces({ cluster: { overlay } }: HostPlan): Trace[] {
  if (!overlay) return [];
  const { seatsKey, seat, title } = engineOf(overlay.engine);
  const at = (...keys: ManifestPath): ManifestPath => ['overlay', ...keys];
  return [
    ...overlay.networks.map(({ name, subnet }) => ({
      texts: [name, ...(subnet === undefined ? [] : [subnet])],
      paths: [at('networks', name)],
      why: 'an overlay network of Docker’s',
      facts: OVERLAY,
      isName: true as const,
    })),
    ...overlay.seats.map((name) => ({
      texts: [name],
      paths: [at(seatsKey)],
      why: `a ${seat} of ${title}`,
      facts: OVERLAY,
      isName: true as const,
    })),
    {
      texts: [String(overlay.dataPathPort)],
      paths: [at('data_path_port')],
      why: 'the UDP port of the overlay’s VXLAN, which holds as long as the overlay lives',
      facts: OVERLAY,
    },
    ...(overlay.addressPool
      ? [
          {
            texts: [cidrText(overlay.addressPool)],
            paths: [at('address_pool')],
            why: 'what subnets of overlay networks come from',
            facts: OVERLAY,
          },
        ]
      : []),
  ];
}

/** Every planned value of a host, the more particular first. */
export function tracesOf(plan: HostPlan): Trace[] {
  const { networks, node, cluster } = plan;
  const of = (make: (network: HostNetwork) => Trace[]): Trace[] =>
    networks
      .filter(({ layout }) => layout.isBuilt)
      .flatMap((network) => make(network).map((trace) => ({ ...trace, network: network.mesh.name })));
  return [
    ...of((network) => network.member.links.flatMap((link) => peerTraces(network, link))),
    ...of((network) => ownTraces(plan, network)),
    ...plan.containers.flatMap(containerTraces),
    ...overlayTraces(plan),
    ...controlTraces(cluster),
    { texts: [node.inside.address.text], paths: [node.inside.path], why: 'its own address' },
    { texts: [node.name], paths: [['hosts', node.name]], why: 'the host itself', isName: true },
    ...of(networkTraces),
    { texts: [cluster.name], paths: [['name']], why: "the cluster's name", isName: true },
  ];
}

function controlTraces({ control }: Cluster): Trace[] {
  if (!control) return [];
  const { as, range } = control;
  return [
    {
      texts: [String(as)],
      paths: [[...CONTROL_PATH, 'as'], CONTROL_PATH],
      why: "BGP's autonomous system, one for the cluster",
    },
    ...(range
      ? [{ texts: [cidrText(range)], paths: [[...CONTROL_PATH, 'range']], why: 'where new hosts are let in from' }]
      : []),
    {
      texts: ['neighbor', 'evpn', 'bfd', 'route-reflector-client', 'advertise-all-vni'],
      label: 'BGP EVPN',
      paths: [[...CONTROL_PATH, 'reflectors'], CONTROL_PATH],
      why: 'every host has a session to each reflector, which passes on what the others announce',
      facts: 'docs/evpn.md',
    },
  ];
}

/** A container's name is a word like any other; its addresses stand for themselves. */
function containerTraces({ container, planned }: HostContainer): Trace[] {
  const { name, path, networks } = container;
  return [
    ...planned.networks.map(({ network, address, address6 }) => ({
      texts: [ipv4Text(address), ...(address6 ? [address6.text] : [])],
      paths: [
        ...networks.flatMap((one) => (one.network?.name === network ? one.pins.map((pin) => pin.path) : [])),
        path,
      ],
      why: `the address of container ${name}: pinned, or the lowest free one of the slice's upper half, kept by the lock${address6 ? '; the IPv6 one is made of it' : ''}`,
    })),
    { texts: [name], paths: [path], why: `the container ${name}`, isName: true as const },
  ];
}

/** Where a host's place in a network is pinned, and why it has it: of a further network there are no pins. */
const placedBy = (mesh: Mesh, host: string, key: 'bridge' | 'slice'): { paths: ManifestPath[]; why: string } =>
  isMain(mesh)
    ? { paths: [['hosts', host, key]], why: 'pinned, or ' }
    : { paths: [networkPath(mesh, key === 'bridge' ? 'bridges' : key), networkPath(mesh, 'subnet')], why: '' };

const isMain = ({ path }: Mesh): boolean => path[0] === 'network';

function peerTraces({ mesh }: HostNetwork, { name, peer, remote }: HostLink): Trace[] {
  return [
    { texts: [remote.address.text], paths: [remote.path], why: `the address of ${peer.name}` },
    {
      texts: [ipv4Text(peer.bridge)],
      paths: placedBy(mesh, peer.name, 'bridge').paths,
      why: `${peer.name}'s mesh address: ${placedBy(mesh, peer.name, 'bridge').why}the lowest free address of ${networkKey(mesh, 'bridges')}, kept by the lock`,
    },
    { texts: [peer.name], paths: [['hosts', peer.name]], why: `the peer ${peer.name}`, isName: true },
    {
      texts: [name],
      paths: [networkPath(mesh, 'topology'), ['hosts', peer.name]],
      why: `the link to ${peer.name}: its number is the XOR of both hosts' numbers in the lock`,
    },
  ];
}

function ownTraces(plan: HostPlan, network: HostNetwork): Trace[] {
  const { mesh, member } = network;
  const [bridge, slice] = [placedBy(mesh, member.name, 'bridge'), placedBy(mesh, member.name, 'slice')];
  return [
    {
      texts: [ipv4Text(member.bridge), switchMac(network), dockerMac(network), tunnelMac(network)],
      paths: bridge.paths,
      why: `its mesh address: ${bridge.why}the lowest free address of ${networkKey(mesh, 'bridges')}, kept by the lock; MAC addresses derive from it`,
    },
    {
      texts: [cidrText(member.slice)],
      paths: isMain(mesh) ? [...slice.paths, networkPath(mesh, 'slice')] : slice.paths,
      why: `its slice: ${slice.why}the next free slice of ${networkKey(mesh, 'subnet')}, kept by the lock`,
    },
    ...ipv6Traces(plan, network),
    { texts: [String(mesh.mtu.value)], paths: mtuPaths(plan, mesh), why: mtuWhy(plan, mesh), facts: HEADERS },
  ];
}

/** Of the same places in the manifest, since they are made of the IPv4 ones. */
function ipv6Traces({ manifest }: HostPlan, network: HostNetwork): Trace[] {
  const ipv6 = ipv6Of(network);
  if (!ipv6) return [];
  const { mesh, member } = network;
  const key = networkPath(mesh, 'subnet6');
  const isAuto = manifest.networks.some(({ name, subnet6 }) => name === mesh.name && subnet6 === 'auto');
  const [bridge, slice] = [placedBy(mesh, member.name, 'bridge'), placedBy(mesh, member.name, 'slice')];
  const [own = ''] = ipv6.mesh.split('/');
  const [gateway = ''] = ipv6.bridge.split('/');
  return [
    { texts: [own], paths: [key, ...bridge.paths], why: 'its IPv6 address on the mesh: the IPv4 one in subnet6' },
    ...(gateway === own
      ? []
      : [{ texts: [gateway], paths: [key, ...slice.paths], why: "docker0's IPv6 address: the IPv4 one in subnet6" }]),
    {
      texts: [...new Set([ipv6.slice, ipv6.range])],
      paths: [key, ...slice.paths],
      why: 'the IPv6 of its containers: of each IPv4 address of its slice one',
    },
    {
      texts: [ipv6.subnet],
      paths: [key],
      why: `the containers' IPv6 network: ${isAuto ? 'made of the names of cluster and network, and kept by the lock' : 'the first /64 of what is given'}`,
    },
  ];
}

const hasOwnMtu = ({ manifest }: HostPlan, mesh: Mesh): boolean =>
  manifest.networks.some(({ name, mtu }) => name === mesh.name && mtu !== undefined);

function mtuPaths(plan: HostPlan, mesh: Mesh): ManifestPath[] {
  if (hasOwnMtu(plan, mesh)) return [networkPath(mesh, 'mtu')];
  const { narrowest } = mesh.mtu;
  return [
    ['hosts', narrowest, 'mtu'],
    ['hosts', narrowest, 'provider'],
    ['defaults', 'mtu'],
    ['defaults', 'provider'],
    ['hosts', narrowest],
    networkPath(mesh, 'tunnel'),
  ];
}

function mtuWhy(plan: HostPlan, mesh: Mesh): string {
  if (hasOwnMtu(plan, mesh)) return `the inner MTU, as set by ${networkKey(mesh, 'mtu')}`;
  const host = plan.manifest.hosts.find(({ name }) => name === mesh.mtu.narrowest);
  const from = host ? `, ${providerOf(host.provider).title}` : '';
  return `the inner MTU: ${mtuArithmetic(mesh.mtu)}; narrowest: ${mesh.mtu.narrowest}${from}`;
}

function networkTraces({ mesh }: HostNetwork): Trace[] {
  const { tunnel, vlan, names } = mesh;
  const { title, ovsType } = tunnelOf(tunnel.kind);
  return [
    ...(isMain(mesh)
      ? []
      : [
          {
            texts: [mesh.name, names.switch, names.bridge],
            paths: [mesh.path],
            why: `the network ${mesh.name}`,
            isName: true as const,
          },
        ]),
    ...(vlan === undefined
      ? []
      : [{ texts: [String(vlan)], paths: [networkPath(mesh, 'vlan')], why: `the VLAN tag of ${mesh.name}` }]),
    { texts: [cidrText(mesh.subnet)], paths: [networkPath(mesh, 'subnet')], why: "the containers' network" },
    ...(tunnel.port === undefined
      ? []
      : [
          {
            texts: [String(tunnel.port)],
            paths: [networkPath(mesh, 'tunnel', 'port'), networkPath(mesh, 'tunnel')],
            why: `the UDP port of ${title}`,
            facts: HEADERS,
          },
        ]),
    {
      texts: [
        ...(ovsType ? [ovsType[tunnel.family]] : []),
        ...(tunnel.key === undefined ? [] : [`key=${tunnel.key}`, `KEY=${tunnel.key}`]),
      ],
      paths: [networkPath(mesh, 'tunnel', 'key'), networkPath(mesh, 'tunnel')],
      why: `the tunnel, ${title}`,
      facts: HEADERS,
    },
    {
      texts: ['protected', 'stp_enable', 'rstp_enable'],
      paths: [networkPath(mesh, 'loops'), networkPath(mesh, 'topology')],
      why: `${mesh.loops.kind}: ${mesh.loops.why}`,
      facts: 'docs/topologies.md',
    },
  ];
}
