import { ipv4Text } from '../addresses/address.ts';
import { cidrText } from '../addresses/cidr.ts';
import { isHidden } from '../addresses/host-address.ts';
import { fewOf } from '../check/wording.ts';
import { counted } from '../counted.ts';
import type { LinkState } from '../fleet/link-states.ts';
import { layoutOf } from '../layouts/layouts.ts';
import { containersOn, servicesOn } from '../mesh/containers-by.ts';
import { controlSessions, isReflector } from '../mesh/control.ts';
import { membershipIn } from '../mesh/membership-in.ts';
import type { Cluster, Mesh, Node } from '../mesh/mesh.ts';
import { meshAddress6, slice6 } from '../mesh/subnet6.ts';
import { engineOf } from '../overlay/engines.ts';
import { tunnelOf } from '../tunnels/tunnels.ts';
import type { PictureId } from './picture-ids.ts';

/** The state of each link that somebody looked at, by its network and both its hosts. */
export type SeenLinks = ReadonlyMap<string, LinkState>;

export const seenKey = (network: string, hosts: readonly [string, string]): string => [network, ...hosts].join(' ');

/** One way to draw a cluster. Adding one: its file here, and what pictures.ts says. */
export interface Picture {
  readonly id: PictureId;
  /** The most hosts and links that it can show, where that is bounded. */
  readonly most?: { readonly hosts: number; readonly links: number };
  readonly draw: (cluster: Cluster, seen?: SeenLinks) => string;
}

/** What a picture says of the whole: `VXLAN, MTU 1450, split-horizon, 3 hosts, 3 links`; of several networks their number. */
export function summaryOf(cluster: Cluster): string {
  const { nodes, networks, encryption, overlay } = cluster;
  const [main] = networks;
  const ofOverlay = overlay ? [engineOf(overlay.engine).title] : [];
  const hosts = counted(nodes.length, 'host');
  const lock = encryption ? [ENCRYPTED] : [];
  if (!layoutOf(main.layout).isBuilt) return [...ofOverlay, ...lock, hosts].join(', ');
  const words = networks.length === 1 ? [networkSummary(main)] : [hosts, counted(networks.length, 'network'), ...lock];
  return [...words, ...ofOverlay, ...controlSummary(cluster)].join(', ');
}

/** Where peers reach a host, as a picture says it. */
export const whereOf = ({ address }: Node): string => (isHidden(address) ? 'behind NAT' : address.text);

/** A host's mesh address and slice in a network, for each family that it has; none where it is no member. */
export function placesIn(mesh: Mesh, host: string): (readonly [bridge: string, slice: string])[] {
  const member = membershipIn(mesh, host);
  if (!member || !layoutOf(mesh.layout).isBuilt) return [];
  const { bridge, slice } = member;
  const { subnet6 } = mesh;
  return [
    [ipv4Text(bridge), cidrText(slice)],
    ...(subnet6 ? [[meshAddress6(subnet6, bridge).text, slice6(subnet6, slice)] as const] : []),
  ];
}

/** What a lock on a link means. */
export const ENCRYPTED = 'encrypted by WireGuard';

/** More names than these, and one more, make a host's box too wide. */
const MOST_NAMES = 3;

/** What a host is to BGP and in Docker's own overlay, its declared containers and its services of Compose, in one line; '' where there is none of these. */
export const detailsText = (cluster: Cluster, host: string): string =>
  [
    ...(cluster.control && isReflector(cluster.control, host) ? ['BGP route reflector'] : []),
    ...(cluster.overlay?.seats.includes(host) ? [engineOf(cluster.overlay.engine).seat] : []),
    fewOf(
      [...containersOn(cluster, host), ...servicesOn(cluster, host)].map(({ name }) => name),
      MOST_NAMES,
    ),
  ]
    .filter((text) => text !== '')
    .join(', ');

/** Of BGP, for the end of a summary. */
export const controlSummary = ({ control }: Cluster): string[] =>
  control ? [`BGP EVPN by ${control.reflectors.join(', ')}`] : [];

/** More hosts than this, and the lines of their sessions hide the links. */
const MOST_SESSIONS = 30;

/** The sessions that a picture of lines shows besides links, each by its two hosts. */
export const drawnSessions = ({ control, networks: [mesh] }: Cluster): [string, string][] =>
  control && mesh.members.length <= MOST_SESSIONS ? controlSessions(control, mesh) : [];

/** How much a picture shows: hosts, and links of all networks. */
export const sizeOf = ({ nodes, networks }: Cluster): [hosts: number, links: number] => [
  nodes.length,
  networks.reduce((count, { vlan, linkCount }) => count + (vlan === undefined ? linkCount : 0), 0),
];

/** And of one network, in which those with a tag have no tunnels of their own. */
export function networkSummary({ tunnel, vlan, subnet6, mtu, loops, members, linkCount }: Mesh): string {
  return [
    vlan === undefined ? tunnelOf(tunnel.kind).title : `VLAN ${vlan} in the links of network`,
    ...(tunnel.encryptedOver === undefined ? [] : [ENCRYPTED]),
    ...(subnet6 ? [`IPv6 ${subnet6.text}`] : []),
    `MTU ${mtu.value}`,
    ...(vlan === undefined ? [loops.kind] : []),
    counted(members.length, 'host'),
    ...(vlan === undefined ? [counted(linkCount, 'link')] : []),
  ].join(', ');
}
