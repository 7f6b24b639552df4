import { dataplaneOf } from '../dataplanes/host-dataplane.ts';
import { layoutOf } from '../layouts/layouts.ts';
import { hostsOf, type Network, networkKey } from '../manifest/network.ts';
import { ovsVersionText } from '../os/ovs-version.ts';
import { apartPair } from './can-link.ts';
import { firstWithout, loopFacts } from './loop-facts.ts';
import type { Topology } from './mesh.ts';

/**
 * Up to here `auto` takes the full mesh: each broadcast is copied to every peer, and each host's document names every
 * peer (facts, section 10: a full mesh outgrows its use at 20 to 50 hosts; docs/scale.md has the figures).
 */
export const MOST_IN_FULL = 50;

/** How many hosts may die in the mesh that `auto` takes else: one that is being mended, and one more. */
const SURVIVE: Topology = { survive: 2 };

/** The topology of a network, and why where the manifest leaves the choice. */
export function chooseTopology(network: Network): { readonly topology: Topology; readonly why: string } {
  const { topology } = network;
  if (topology !== 'auto') return { topology, why: '' };
  const chosen = chooseFor(network);
  return { ...chosen, why: chosen.why + advice(network) };
}

/** Whoever names an Ethernet segment's layout wants one: a VLAN, multicast, an address that moves. */
function advice(network: Network): string {
  const { members, input, layout, carrier } = network;
  if (members.length <= MOST_IN_FULL || input.layout !== undefined || carrier || layoutOf(layout).isRouted) return '';
  return `; recommended for so many: ${networkKey(network, 'layout')}: routed, which has no broadcasts, unless containers need one Ethernet segment`;
}

function chooseFor(network: Network): { readonly topology: Topology; readonly why: string } {
  const { loops } = network;
  if (layoutOf(network.layout).isRouted) {
    return { topology: 'full', why: 'in layout routed each host has a route to every other' };
  }
  const hosts = hostsOf(network);
  if (loops === 'split-horizon') {
    return { topology: 'full', why: `${networkKey(network, 'loops')} is split-horizon, which needs a full mesh` };
  }
  const single = hosts.find((host) => dataplaneOf(host)?.openvswitch === false);
  if (single) {
    return {
      topology: 'full',
      why: `the dataplane of ${single.name} does not forward between peers, so it needs a full mesh`,
    };
  }
  if (loops !== 'auto') {
    const why = `${loopFacts(loops).title}, set by ${networkKey(network, 'loops')}, would leave most links of a full mesh idle`;
    return { topology: SURVIVE, why };
  }
  const splitHorizon = loopFacts('split-horizon');
  const without = firstWithout(splitHorizon, hosts);
  if (without) {
    const version = ovsVersionText(without);
    const why = `Open vSwitch ${version} on ${without.name} lacks ${splitHorizon.title}; without it most links of a full mesh would be idle`;
    return { topology: SURVIVE, why };
  }
  if (hosts.length > MOST_IN_FULL) {
    return {
      topology: SURVIVE,
      why: `a full mesh would copy each broadcast to all ${hosts.length} hosts; auto uses one up to ${MOST_IN_FULL}`,
    };
  }
  return {
    topology: 'full',
    why: `best up to ${MOST_IN_FULL} hosts: a host that fails does not disturb the others`,
  };
}

/** Split horizon passes nothing on between tunnels, so every pair needs a tunnel of its own. */
export const isFullMesh = (network: Network): boolean =>
  chooseTopology(network).topology === 'full' && apartPair(hostsOf(network)) === undefined;
