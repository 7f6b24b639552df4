import { ipv4Text } from '../addresses/address.ts';
import { cidrText } from '../addresses/cidr.ts';
import type { ManifestPath } from '../diagnostics/diagnostic.ts';
import { dockerMac, type HostPlan, switchMac, tunnelMac } from '../host/host-plan.ts';
import type { HostLink } from '../mesh/mesh.ts';
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
  return [...plan.host.links.flatMap(peerTraces), ...ownTraces(plan), ...clusterTraces(plan)];
}

function peerTraces({ name, peer, remote }: HostLink): Trace[] {
  return [
    { texts: [remote.address.text], paths: [remote.path], why: `the address of ${peer.name}` },
    {
      texts: [ipv4Text(peer.bridge)],
      paths: [['hosts', peer.name, 'bridge']],
      why: `${peer.name}'s mesh address: pinned, or the lowest free address of network.bridges, kept by the lock`,
    },
    { texts: [peer.name], paths: [['hosts', peer.name]], why: `the peer ${peer.name}`, isName: true },
    {
      texts: [name],
      paths: [
        ['network', 'topology'],
        ['hosts', peer.name],
      ],
      why: `the link to ${peer.name}: its number is the XOR of both hosts' numbers in the lock`,
    },
  ];
}

function ownTraces(plan: HostPlan): Trace[] {
  const { host, mesh } = plan;
  const at = ['hosts', host.name];
  return [
    {
      texts: [ipv4Text(host.bridge), switchMac(plan), dockerMac(plan), tunnelMac(plan)],
      paths: [[...at, 'bridge']],
      why: 'its mesh address: pinned, or the lowest free address of network.bridges, kept by the lock; MAC addresses derive from it',
    },
    {
      texts: [cidrText(host.slice)],
      paths: [
        [...at, 'slice'],
        ['network', 'slice'],
      ],
      why: 'its slice: pinned, or the next free slice of network.subnet, kept by the lock',
    },
    { texts: [host.node.inside.address.text], paths: [host.node.inside.path], why: 'its own address' },
    { texts: [String(mesh.mtu.value)], paths: mtuPaths(plan), why: mtuWhy(plan), facts: HEADERS },
    { texts: [host.name], paths: [at], why: 'the host itself', isName: true },
  ];
}

function mtuPaths({ manifest, mesh }: HostPlan): ManifestPath[] {
  if (manifest.input.network?.mtu !== undefined) return [['network', 'mtu']];
  const { narrowest } = mesh.mtu;
  return [
    ['hosts', narrowest, 'mtu'],
    ['hosts', narrowest, 'provider'],
    ['defaults', 'mtu'],
    ['defaults', 'provider'],
    ['hosts', narrowest],
    ['network', 'tunnel'],
  ];
}

function mtuWhy({ manifest, mesh }: HostPlan): string {
  if (manifest.input.network?.mtu !== undefined) return 'the inner MTU, as set by network.mtu';
  const host = manifest.hosts.find(({ name }) => name === mesh.mtu.narrowest);
  const from = host ? `, ${providerOf(host.provider).title}` : '';
  return `the inner MTU: ${mtuArithmetic(mesh.mtu)}; narrowest: ${mesh.mtu.narrowest}${from}`;
}

function clusterTraces({ cluster, mesh }: HostPlan): Trace[] {
  const { tunnel } = mesh;
  const { title, ovsType } = tunnelOf(tunnel.kind);
  return [
    { texts: [cidrText(mesh.subnet)], paths: [['network', 'subnet']], why: "the containers' network" },
    ...(tunnel.port === undefined
      ? []
      : [
          {
            texts: [String(tunnel.port)],
            paths: [
              ['network', 'tunnel', 'port'],
              ['network', 'tunnel'],
            ],
            why: `the UDP port of ${title}`,
            facts: HEADERS,
          },
        ]),
    {
      texts: [ovsType[tunnel.family], ...(tunnel.key === undefined ? [] : [`key=${tunnel.key}`, `KEY=${tunnel.key}`])],
      paths: [
        ['network', 'tunnel', 'key'],
        ['network', 'tunnel'],
      ],
      why: `the tunnel, ${title}`,
      facts: HEADERS,
    },
    {
      texts: ['protected', 'stp_enable', 'rstp_enable'],
      paths: [
        ['network', 'loops'],
        ['network', 'topology'],
      ],
      why: `${mesh.loops.kind}: ${mesh.loops.why}`,
      facts: 'docs/topologies.md',
    },
    { texts: [cluster.name], paths: [['name']], why: "the cluster's name", isName: true },
  ];
}
