import { cidrText } from '../addresses/cidr.ts';
import { counted } from '../counted.ts';
import type { Cluster } from '../mesh/mesh.ts';
import { mtuArithmetic } from '../mesh/mtu.ts';
import type { PlanReport } from '../plan-report.ts';
import { type OpeningWords, openingIn } from '../tunnels/opening.ts';
import { tunnelOf } from '../tunnels/tunnels.ts';
import { survivalRows } from './survival-rows.ts';
import { table } from './table.ts';

/** More links than this are summed up: nobody reads half a million lines. */
const MOST_LINKS = 60;

const WORDS: OpeningWords = { udp: (port) => `UDP port ${port}`, gre: 'IP protocol 47 (GRE)' };

/** The plan for people. */
export function planTables(cluster: Cluster, report: PlanReport, width: number): string {
  const [mesh] = cluster.networks;
  const { tunnel, loops, mtu } = mesh;
  const { title } = tunnelOf(tunnel.kind);
  const details = [
    ...(tunnel.key === undefined ? [] : [`key ${tunnel.key}`]),
    ...(tunnel.port === undefined ? [] : [`UDP port ${tunnel.port}`]),
  ];
  const open = mesh.openings.map((opening) => openingIn(WORDS, opening)).join(', ');
  const facts = [
    ['cluster', `${cluster.name}, ${counted(cluster.nodes.length, 'host')}, layout ${mesh.layout}`],
    [
      'network',
      `${cidrText(mesh.subnet)}, slices of /${mesh.slicePrefix}, mesh addresses from ${cidrText(mesh.bridges)}`,
    ],
    ['tunnels', `${title} over IPv${tunnel.family}${details.length > 0 ? `, ${details.join(', ')}` : ''}`],
    ...survivalRows(mesh),
    ['loops', `${loops.kind}: ${loops.why}`],
    [
      'MTU',
      `${mtuArithmetic(mtu)}; narrowest: ${mtu.narrowest}${mtu.value < mtu.computed ? `; ${mtu.value} set by network.mtu` : ''}`,
    ],
    ['', ['underlay', ...mtu.headers.map((header) => header.name)].join(' − ')],
    [
      'firewall',
      `${open} from peers only; ${mesh.masquerade ? 'masquerades traffic that leaves the cluster' : 'no masquerading'}`,
    ],
  ];
  const sites = new Map(cluster.nodes.map(({ name, site }) => [name, site ?? '–']));
  const hasSites = new Set(sites.values()).size > 1;
  const hosts = report.hosts.map(({ name, os, address, slice, bridge, links, document }) => [
    name,
    os,
    ...(hasSites ? [sites.get(name) ?? ''] : []),
    address,
    slice,
    bridge,
    String(links.length),
    `${document.bytes} of ${document.limit} (${document.packing})`,
  ]);
  const links = report.links.slice(0, MOST_LINKS).map(({ name, hosts: [a, b] }) => [name, a, b]);
  const rest = report.links.length - links.length;
  return [
    table([], facts, width).replace(/^\n+/, ''),
    table(
      ['host', 'system', ...(hasSites ? ['site'] : []), 'underlay', 'slice', 'mesh address', 'links', 'document'],
      hosts,
      width,
    ),
    ...(links.length > 0
      ? [table(['link', 'between', 'and'], links, width) + (rest > 0 ? `\n… and ${rest} more` : '')]
      : []),
  ]
    .join('\n\n')
    .concat('\n');
}
