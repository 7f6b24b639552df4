import { counted } from '../counted.ts';
import type { LinkState } from '../fleet/link-states.ts';
import type { Cluster, Mesh } from '../mesh/mesh.ts';
import { tunnelOf } from '../tunnels/tunnels.ts';
import type { PictureId } from './picture-ids.ts';

/** The state of each link that somebody looked at, by both its hosts: `host1 host2`. */
export type SeenLinks = ReadonlyMap<string, LinkState>;

/** One way to draw a cluster. Adding one: its file here, and what pictures.ts says. */
export interface Picture {
  readonly id: PictureId;
  /** The most hosts and links that it can show, where that is bounded. */
  readonly most?: { readonly hosts: number; readonly links: number };
  readonly draw: (cluster: Cluster, seen?: SeenLinks) => string;
}

/** What a picture says of the whole: `VXLAN, MTU 1450, split-horizon, 3 hosts, 3 links`. */
export function summaryOf({ tunnel, mtu, loops, members, links }: Mesh): string {
  return [
    tunnelOf(tunnel.kind).title,
    `MTU ${mtu.value}`,
    loops.kind,
    counted(members.length, 'host'),
    counted(links.length, 'link'),
  ].join(', ');
}
