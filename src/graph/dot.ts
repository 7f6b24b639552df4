import type { Cluster, Membership, Mesh } from '../mesh/mesh.ts';
import { MOST_LINKS } from '../mesh/plan-mesh.ts';
import { type Layer, layersOf, treesFrom } from './layers.ts';
import { inkOf } from './line-group.ts';
import {
  detailsText,
  drawnSessions,
  ENCRYPTED,
  networkSummary,
  type Picture,
  placesIn,
  type SeenLinks,
  summaryOf,
  whereOf,
} from './picture.ts';
import { networkLook, strokeColor } from './svg-style.ts';

const MOST_FOR_CIRCO = 200;

/** Graphviz's language. Names are DNS labels and addresses have no quotes: nothing needs escaping. */
function draw(cluster: Cluster, seen?: SeenLinks): string {
  const { name, networks, encryption } = cluster;
  const layers = layersOf(cluster, seen);
  const links = networks.reduce((count, mesh) => count + mesh.linkCount, 0);
  const lines = [
    `label="${name}: ${summaryOf(cluster)}${networks.length === 1 ? '' : networks.map(legend).join('')}${encryption ? `\\lDouble lines are ${ENCRYPTED}\\l` : ''}"`,
    // circo is the more beautiful, and takes minutes for 60 hosts in a full mesh; neato takes seconds.
    `layout=${links > MOST_FOR_CIRCO ? 'neato' : 'circo'}`,
    'node [shape=box style=rounded fontname="sans-serif"]',
    'edge [fontname="sans-serif" fontsize=10]',
    ...nodes(cluster, layers),
    ...layers.flatMap((layer, place) => edges(layer, networks.length === 1 ? undefined : place, seen)),
    ...drawnSessions(cluster).map(([a, b]) => `"${a}" -- "${b}" [style=dotted constraint=false tooltip="BGP session"]`),
  ];
  return `graph "${name}" {\n${lines.map((line) => `  ${line}\n`).join('')}}\n`;
}

/** A line of the picture's label for a network: each line of it has its name, and so its colour too. */
const legend = (mesh: Mesh): string => `\\l${mesh.name}: ${networkSummary(mesh)}`;

/** @param place of the network, where there are several */
function edges({ mesh, tree, groups }: Layer, place: number | undefined, seen: SeenLinks | undefined): string[] {
  if (groups.length === 0) return [];
  return mesh.links.map(({ name, hosts }, index) => {
    const [a, b] = hosts;
    const label = place === undefined ? name : `${mesh.name}: ${name}`;
    const style = tree && !tree.links.has(index) ? ' style=dashed' : '';
    const color = seen ? inkOf(seen, mesh.name, hosts) : place === undefined ? '' : strokeColor(networkLook(place));
    const ink = inkIn(color, mesh.tunnel.encryptedOver !== undefined);
    return `"${a}" -- "${b}" [label="${label}"${style}${ink}]`;
  });
}

/** Graphviz draws a line beside another for each colour of a list, and none for what is invisible. */
function inkIn(color: string, isDouble: boolean): string {
  if (isDouble) return ` color="${color || 'black'}:invis:${color || 'black'}"`;
  return color === '' ? '' : ` color="${color}"`;
}

/** Those of a site in a cluster of Graphviz's. */
function nodes(cluster: Cluster, layers: readonly Layer[]): string[] {
  const [{ members }] = cluster.networks;
  const sites = [...new Set(members.map(({ node }) => node.site))];
  return sites.flatMap((site) => {
    const boxes = members.filter(({ node }) => node.site === site).map((host) => box(cluster, host, layers));
    if (site === undefined) return boxes;
    return [`subgraph "cluster_${site}" {`, `  label="${site}"`, ...boxes.map((line) => `  ${line}`), '}'];
  });
}

function box(cluster: Cluster, { name, node }: Membership, layers: readonly Layer[]): string {
  const roots = treesFrom(name, layers);
  const root = roots.length === 0 ? '' : layers.length === 1 ? ' (root)' : ` (root of ${roots.join(', ')})`;
  const places = layers.flatMap(({ mesh }, place) =>
    placesIn(mesh, name).map((texts) => `\\n${place === 0 ? '' : `${mesh.name}: `}${texts.join(', ')}`),
  );
  const containers = detailsText(cluster, name);
  const last = containers === '' ? '' : `\\n${containers}`;
  return `"${name}" [label="${name}${root}\\n${whereOf(node)}${places.join('')}${last}"]`;
}

export const dot = { id: 'dot', most: { hosts: 20_000, links: MOST_LINKS }, draw } as const satisfies Picture;
