import { ipv4Text } from '../../addresses/address.ts';
import { blockAt, type Cidr, cidrSize, cidrText, overlaps } from '../../addresses/cidr.ts';
import { isRoutedFacts } from '../../dataplanes/dataplane.ts';
import { byPeer } from '../../mesh/by-peer.ts';
import type { Mesh, Peer } from '../../mesh/mesh.ts';
import { remembered } from '../../remembered.ts';
import { isPlain } from '../../tunnels/tunnels.ts';
import { isAtLeast } from '../../versions.ts';
import { hasIpv6 } from '../host-ipv6.ts';
import type { HostNetwork, HostPlan } from '../host-plan.ts';
import { origins } from '../host-plan.ts';
import { type Part, type PlannedFile, type Settings, type Sysctl, textFile } from '../part.ts';

/** What layout `routed` has besides devices: where peers' slices follow from their mesh addresses, and where they do not. */
export function routed(plan: HostPlan): Part[] {
  if (!plan.networks[0].layout.isRouted) return [];
  return [
    {
      perNetwork: plan.networks.map(({ mesh }) => followingOf(mesh)),
      files: [...plan.networks.flatMap(pinnedSlices), ...keptRoutes(plan)],
      sysctls: neighbourSysctls(plan),
    },
  ];
}

const KEEP_ROUTES = `# Routes to containers of other hosts are meshinit's, by a device of systemd-networkd's.
[Network]
ManageForeignRoutes=no
`;

/** Where the underlay carries: from 246 on systemd-networkd then leaves routes alone that it did not make (networkd.conf(5)). */
const keptRoutes = (plan: HostPlan): PlannedFile[] =>
  isRoutedFacts(plan.dataplane) && plan.dataplane.peersBy === undefined
    ? [textFile('/etc/systemd/networkd.conf.d/10-meshinit.conf', KEEP_ROUTES, origins.tunnels(plan))]
    : [];

const NEIGHBOURS: Sysctl = {
  why: 'This kernel counts permanent neighbours, too: one for each peer.',
  key: 'net.ipv4.neigh.default.gc_thresh3',
  value: 16_384,
};

const NEIGHBOURS6: Sysctl = { ...NEIGHBOURS, key: 'net.ipv6.neigh.default.gc_thresh3' };

/** Up to 4.20 permanent neighbours are among those that this bounds (Linux commit 58956317c8de). */
export function neighbourSysctls(plan: HostPlan): Sysctl[] {
  const { os, networks } = plan;
  const [{ layout, mesh }] = networks;
  if (!layout.isRouted || isPlain(mesh.tunnel.kind) || isAtLeast(os.kernel, [5, 0])) return [];
  return [NEIGHBOURS, ...(hasIpv6(plan) ? [NEIGHBOURS6] : [])];
}

/** The first mesh address and the first slice: as many addresses on, as many slices on. */
interface Following {
  readonly address: number;
  readonly slice: Cidr;
}

const following = remembered(({ subnet, bridges, slicePrefix }: Mesh): Following => {
  const first = blockAt(subnet.first, slicePrefix);
  return {
    address: bridges.first + 1,
    slice: overlaps(first, bridges) ? blockAt(bridges.last + 1, slicePrefix) : first,
  };
});

function followingOf(mesh: Mesh): Settings {
  const { address, slice } = following(mesh);
  return { FIRST_ADDRESS: ipv4Text(address), FIRST_SLICE: cidrText(slice) };
}

/** Whether a host's slice is the one that its peers compute. */
export function follows(mesh: Mesh, { bridge, slice }: Peer): boolean {
  const first = following(mesh);
  const start = first.slice.first + (bridge - first.address) * cidrSize(first.slice);
  return slice.first === start && slice.prefix === first.slice.prefix;
}

/** A line for each peer whose slice does not follow. */
function pinnedSlices(network: HostNetwork): PlannedFile[] {
  const { mesh, member } = network;
  const lines = byPeer(member.links)
    .filter(({ peer }) => !follows(mesh, peer))
    .map(({ peer: { bridge, slice } }) => `${ipv4Text(bridge)} ${cidrText(slice)}\n`);
  if (lines.length === 0) return [];
  return [textFile(mesh.names.lists.slices, lines.join(''), origins.peersOf(network))];
}
