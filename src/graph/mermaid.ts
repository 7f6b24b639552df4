import { counted } from '../counted.ts';
import type { Cluster, Mesh } from '../mesh/mesh.ts';
import { isFull } from '../mesh/topology.ts';
import { tunnelOf } from '../tunnels/tunnels.ts';
import { inkOf } from './line-group.ts';
import {
  controlSummary,
  detailsText,
  drawnSessions,
  ENCRYPTED,
  networkSummary,
  type Picture,
  type SeenLinks,
  sizeOf,
  whereOf,
} from './picture.ts';
import { networkLook, strokeColor, strokeDashes } from './svg-style.ts';

/** More links than this are a tangle on a screen; Mermaid itself draws 500 edges and 50,000 characters at most. */
const MOST_LINKS = 66;
/** More hosts than this have no node of their own. */
const MOST_NODES = 48;
/** Hosts that share a node where there are too many for nodes of their own. */
const HOSTS_A_BOX = 10;
/** Boxes beyond these are counted, not drawn: a page is no place for a thousand of them. */
const MOST_BOXES = 100;

/**
 * The mesh as a Mermaid flowchart: each link where that can be read, else the hosts round one node that says how they
 * are linked. Names are DNS labels, so nothing in them means anything to Mermaid once they are quoted.
 */
export function mermaid(cluster: Cluster, seen?: SeenLinks): string {
  const [hosts, links] = sizeOf(cluster);
  const isSmall = links <= MOST_LINKS && hosts <= MOST_NODES;
  const lines = isSmall ? linkByLink(cluster, seen) : inBoxes(cluster);
  return `${['flowchart LR', ...lines.map((line) => `  ${line}`)].join('\n')}\n`;
}

const LOCK = '🔒';

/** One with a tag rides on the main network's links. */
const hasLines = ({ vlan }: Mesh): boolean => vlan === undefined;

function linkByLink(cluster: Cluster, seen?: SeenLinks): string[] {
  const { networks, encryption } = cluster;
  const [{ members }] = networks;
  const ids = new Map(members.map(({ name }, index) => [name, `n${index + 1}`]));
  const lock = encryption ? `${LOCK} ` : '';
  const drawn = networks.flatMap((mesh, place) =>
    hasLines(mesh) ? mesh.links.map((link) => ({ mesh, place, link })) : [],
  );
  const styles = drawn.flatMap(({ mesh, place, link: { hosts } }, index) => {
    const style = seen ? `stroke:${inkOf(seen, mesh.name, hosts)}` : place > 0 ? styleOf(place) : '';
    return style === '' ? [] : [`linkStyle ${index} ${style}`];
  });
  return [
    ...members.map(({ name, node }) => {
      const words = [name, whereOf(node), detailsText(cluster, name)].filter((word) => word !== '');
      return `${ids.get(name)}["${words.join('<br/>')}"]`;
    }),
    ...drawn.map(({ link: { name, hosts } }) => `${ids.get(hosts[0])} ---|${lock}${name}| ${ids.get(hosts[1])}`),
    ...drawnSessions(cluster).map(([a, b]) => `${ids.get(a)} -.-|BGP| ${ids.get(b)}`),
    ...styles,
    ...(networks.length === 1 ? [] : legend(networks, seen !== undefined)),
    ...(encryption ? [`lock["${LOCK} ${ENCRYPTED}"]`] : []),
  ];
}

/** A box for each network, whose border is as its lines are. */
const legend = (networks: Cluster['networks'], isLive: boolean): string[] => [
  'subgraph networks',
  ...networks.map((mesh, place) => `  k${place}["${mesh.name}: ${networkSummary(mesh)}"]`),
  'end',
  ...networks.flatMap((mesh, place) =>
    isLive || place === 0 || !hasLines(mesh) ? [] : [`style k${place} ${styleOf(place)}`],
  ),
];

/** Mermaid takes a comma for the end of a value. */
const styleOf = (place: number): string =>
  `stroke:${strokeColor(networkLook(place))},stroke-width:2px,stroke-dasharray:${strokeDashes(networkLook(place))}`;

function inBoxes(cluster: Cluster): string[] {
  const { name, networks } = cluster;
  const names = networks[0].members.map(({ name }) => name);
  const boxes: string[][] = [];
  for (let start = 0; start < names.length; start += HOSTS_A_BOX) boxes.push(names.slice(start, start + HOSTS_A_BOX));
  const drawn = boxes.slice(0, MOST_BOXES);
  const left = names.length - drawn.flat().length;
  return [
    `mesh(("${[name, ...networks.map((mesh) => centre(mesh, networks.length > 1)), ...controlSummary(cluster)].join('<br/>')}"))`,
    ...drawn.map((box, index) => `mesh --- b${index + 1}["${box.join('<br/>')}"]`),
    ...(left > 0 ? [`mesh --- rest["… and ${counted(left, 'more host')}"]`] : []),
  ];
}

function centre(mesh: Mesh, isNamed: boolean): string {
  const { name, members, linkCount, tunnel } = mesh;
  if (!hasLines(mesh)) return `${name}: ${networkSummary(mesh)}`;
  const count = `${counted(members.length, 'host')}, ${counted(linkCount, 'link')}`;
  return [
    `${isNamed ? `${name}: ` : ''}${tunnelOf(tunnel.kind).title}: ${count}`,
    ...(tunnel.encryptedOver === undefined ? [] : [`${LOCK} ${ENCRYPTED}`]),
    ...(isFull(linkCount, members.length) ? ['each host linked to every other'] : []),
  ].join('<br/>');
}

export const mermaidPicture = { id: 'mermaid', draw: mermaid } as const satisfies Picture;
