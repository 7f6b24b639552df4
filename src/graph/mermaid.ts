import { counted } from '../counted.ts';
import type { Cluster, Mesh } from '../mesh/mesh.ts';
import { tunnelOf } from '../tunnels/tunnels.ts';
import { inkOf } from './line-group.ts';
import type { Picture, SeenLinks } from './picture.ts';

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
export function mermaid({ name, networks: [mesh] }: Cluster, seen?: SeenLinks): string {
  const lines =
    mesh.links.length <= MOST_LINKS && mesh.members.length <= MOST_NODES ? linkByLink(mesh, seen) : inBoxes(name, mesh);
  return `${['flowchart LR', ...lines.map((line) => `  ${line}`)].join('\n')}\n`;
}

function linkByLink({ members, links }: Mesh, seen?: SeenLinks): string[] {
  const ids = new Map(members.map(({ name }, index) => [name, `n${index + 1}`]));
  return [
    ...members.map(({ name, node: { address } }) => `${ids.get(name)}["${name}<br/>${address.text}"]`),
    ...links.map(({ name, hosts: [a, b] }) => `${ids.get(a)} ---|${name}| ${ids.get(b)}`),
    ...(seen ? links.map(({ hosts }, index) => `linkStyle ${index} stroke:${inkOf(seen, hosts)}`) : []),
  ];
}

function inBoxes(cluster: string, mesh: Mesh): string[] {
  const names = mesh.members.map(({ name }) => name);
  const boxes: string[][] = [];
  for (let start = 0; start < names.length; start += HOSTS_A_BOX) boxes.push(names.slice(start, start + HOSTS_A_BOX));
  const drawn = boxes.slice(0, MOST_BOXES);
  const left = names.length - drawn.flat().length;
  return [
    `mesh(("${centre(cluster, mesh)}"))`,
    ...drawn.map((box, index) => `mesh --- b${index + 1}["${box.join('<br/>')}"]`),
    ...(left > 0 ? [`mesh --- rest["… and ${counted(left, 'more host')}"]`] : []),
  ];
}

function centre(cluster: string, { members, links, tunnel }: Mesh): string {
  const count = `${counted(members.length, 'host')}, ${counted(links.length, 'link')}`;
  const isFull = links.length === (members.length * (members.length - 1)) / 2;
  return [
    cluster,
    `${tunnelOf(tunnel.kind).title}: ${count}`,
    ...(isFull ? ['each host linked to every other'] : []),
  ].join('<br/>');
}

export const mermaidPicture = { id: 'mermaid', draw: mermaid } as const satisfies Picture;
