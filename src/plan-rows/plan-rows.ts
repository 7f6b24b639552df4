import { cidrText } from '../addresses/cidr.ts';
import { counted } from '../counted.ts';
import type { Cluster } from '../mesh/mesh.ts';
import { mtuArithmetic } from '../mesh/mtu.ts';
import type { PlanReport } from '../plan-report.ts';
import { type OpeningWords, openingIn } from '../tunnels/opening.ts';
import { tunnelOf } from '../tunnels/tunnels.ts';
import { survivalRows } from './survival-rows.ts';

/** More links than this are summed up: nobody reads half a million lines. */
const MOST_LINKS = 60;

const WORDS: OpeningWords = { udp: (port) => `UDP port ${port}`, gre: 'IP protocol 47 (GRE)' };

/** Cells of a table, by columns that have names. */
export interface Rows {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** The plan for people, however its tables are drawn. */
export interface PlanRows {
  /** A name and what is to be said of it; one without a name goes on with the one before. */
  readonly facts: readonly (readonly string[])[];
  readonly hosts: Rows;
  readonly links: Rows;
  /** Links that are in no row. */
  readonly moreLinks: number;
}

export function planRows(cluster: Cluster, report: PlanReport): PlanRows {
  const links = report.links.slice(0, MOST_LINKS).map(({ name, hosts: [a, b] }) => [name, a, b]);
  return {
    facts: facts(cluster),
    hosts: hostRows(cluster, report),
    links: { head: ['link', 'between', 'and'], rows: links },
    moreLinks: report.links.length - links.length,
  };
}

function facts({ name, nodes, networks: [mesh] }: Cluster): string[][] {
  const { tunnel, loops, mtu } = mesh;
  const { title } = tunnelOf(tunnel.kind);
  const details = [
    ...(tunnel.key === undefined ? [] : [`key ${tunnel.key}`]),
    ...(tunnel.port === undefined ? [] : [`UDP port ${tunnel.port}`]),
  ];
  const open = mesh.openings.map((opening) => openingIn(WORDS, opening)).join(', ');
  return [
    ['cluster', `${name}, ${counted(nodes.length, 'host')}, layout ${mesh.layout}`],
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
}

function hostRows({ nodes }: Cluster, report: PlanReport): Rows {
  const sites = new Map(nodes.map(({ name, site }) => [name, site ?? '–']));
  const hasSites = new Set(sites.values()).size > 1;
  return {
    head: ['host', 'system', ...(hasSites ? ['site'] : []), 'underlay', 'slice', 'mesh address', 'links', 'document'],
    rows: report.hosts.map(({ name, os, address, slice, bridge, links, document }) => [
      name,
      os,
      ...(hasSites ? [sites.get(name) ?? ''] : []),
      address,
      slice,
      bridge,
      String(links.length),
      `${document.bytes} of ${document.limit} (${document.packing})`,
    ]),
  };
}
