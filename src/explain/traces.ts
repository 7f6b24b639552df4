import { ipv4Text } from '../addresses/address.ts';
import { cidrText } from '../addresses/cidr.ts';
import type { ManifestPath } from '../diagnostics/diagnostic.ts';
import { dockerMac, type HostNetwork, type HostPlan, switchMac, tunnelMac } from '../host/host-plan.ts';
import { networkKey, networkPath } from '../manifest/network.ts';
import type { HostLink, Mesh } from '../mesh/mesh.ts';
import { mtuArithmetic } from '../mesh/mtu.ts';
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
  /** Whether it may be a word like any other, which means nothing in a script. */
  readonly isName?: true;
}

/** RFCs, and what was measured. */
const HEADERS = 'docs/facts.md#headers-and-mtu';

/** Every planned value of a host, the more particular first. */
export function tracesOf(plan: HostPlan): Trace[] {
  const { networks, node, cluster } = plan;
  return [
    ...networks.flatMap((network) => network.member.links.flatMap((link) => peerTraces(network, link))),
    ...networks.flatMap((network) => ownTraces(plan, network)),
    { texts: [node.inside.address.text], paths: [node.inside.path], why: 'its own address' },
    { texts: [node.name], paths: [['hosts', node.name]], why: 'the host itself', isName: true },
    ...networks.flatMap(networkTraces),
    { texts: [cluster.name], paths: [['name']], why: "the cluster's name", isName: true },
  ];
}

function peerTraces({ mesh }: HostNetwork, { name, peer, remote }: HostLink): Trace[] {
  return [
    { texts: [remote.address.text], paths: [remote.path], why: `the address of ${peer.name}` },
    {
      texts: [ipv4Text(peer.bridge)],
      paths: [['hosts', peer.name, 'bridge']],
      why: `${peer.name}'s mesh address: pinned, or the lowest free address of ${networkKey(mesh, 'bridges')}, kept by the lock`,
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
  const at = ['hosts', member.name];
  return [
    {
      texts: [ipv4Text(member.bridge), switchMac(network), dockerMac(network), tunnelMac(network)],
      paths: [[...at, 'bridge']],
      why: `its mesh address: pinned, or the lowest free address of ${networkKey(mesh, 'bridges')}, kept by the lock; MAC addresses derive from it`,
    },
    {
      texts: [cidrText(member.slice)],
      paths: [[...at, 'slice'], networkPath(mesh, 'slice')],
      why: `its slice: pinned, or the next free slice of ${networkKey(mesh, 'subnet')}, kept by the lock`,
    },
    { texts: [String(mesh.mtu.value)], paths: mtuPaths(plan, mesh), why: mtuWhy(plan, mesh), facts: HEADERS },
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
  const { tunnel } = mesh;
  const { title, ovsType } = tunnelOf(tunnel.kind);
  return [
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
      texts: [ovsType[tunnel.family], ...(tunnel.key === undefined ? [] : [`key=${tunnel.key}`, `KEY=${tunnel.key}`])],
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
