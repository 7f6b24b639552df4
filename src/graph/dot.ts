import { ipv4Text } from '../addresses/address.ts';
import { cidrText } from '../addresses/cidr.ts';
import type { Cluster, Membership, Mesh } from '../mesh/mesh.ts';
import { forwardingTree } from './forwarding.ts';
import { inkOf } from './line-group.ts';
import { type Picture, type SeenLinks, summaryOf } from './picture.ts';

const MOST_FOR_CIRCO = 200;

/** Graphviz's language. Names are DNS labels and addresses have no quotes: nothing needs escaping. */
function draw({ name: cluster, networks: [mesh] }: Cluster, seen?: SeenLinks): string {
  const tree = forwardingTree(mesh);
  const lines = [
    `label="${cluster}: ${summaryOf(mesh)}"`,
    // circo is the more beautiful, and takes minutes for 60 hosts in a full mesh; neato takes seconds.
    `layout=${mesh.links.length > MOST_FOR_CIRCO ? 'neato' : 'circo'}`,
    'node [shape=box style=rounded fontname="sans-serif"]',
    'edge [fontname="sans-serif" fontsize=10]',
    ...nodes(mesh, tree?.root),
    ...mesh.links.map(({ name, hosts: [a, b] }, index) => {
      const style = tree && !tree.links.has(index) ? ' style=dashed' : '';
      const ink = seen ? ` color="${inkOf(seen, [a, b])}"` : '';
      return `"${a}" -- "${b}" [label="${name}"${style}${ink}]`;
    }),
  ];
  return `graph "${cluster}" {\n${lines.map((line) => `  ${line}\n`).join('')}}\n`;
}

/** Those of a site in a cluster of Graphviz's. */
function nodes({ members }: Mesh, root: string | undefined): string[] {
  const sites = [...new Set(members.map(({ node }) => node.site))];
  return sites.flatMap((site) => {
    const boxes = members.filter(({ node }) => node.site === site).map((host) => box(host, host.name === root));
    if (site === undefined) return boxes;
    return [`subgraph "cluster_${site}" {`, `  label="${site}"`, ...boxes.map((line) => `  ${line}`), '}'];
  });
}

const box = ({ name, node: { address }, bridge, slice }: Membership, isRoot: boolean): string =>
  `"${name}" [label="${name}${isRoot ? ' (root)' : ''}\\n${address.text}\\n${ipv4Text(bridge)}, ${cidrText(slice)}"]`;

export const dot = { id: 'dot', draw } as const satisfies Picture;
