import { dataplaneOf } from '../dataplanes/host-dataplane.ts';
import { layoutOf } from '../layouts/layouts.ts';
import type { Host } from '../manifest/host.ts';
import { hostsOf, type Network, networkKey } from '../manifest/network.ts';
import { ovsVersionText } from '../os/ovs-version.ts';
import { apartPair } from './can-link.ts';
import { isFullMesh } from './choose-topology.ts';
import { firstWithout, loopProtections } from './loop-facts.ts';
import type { LoopProtection } from './loop-ids.ts';

/** The loop protection of a network, as asked for or the best that topology and Open vSwitch allow, and why. */
export function chooseLoops(network: Network): { readonly kind: LoopProtection; readonly why: string } {
  if (layoutOf(network.layout).isRouted) return { kind: 'none', why: 'routes form no Ethernet segment' };
  if (network.loops !== 'auto') return { kind: network.loops, why: `set by ${networkKey(network, 'loops')}` };
  const hosts = hostsOf(network);
  const reasons: string[] = [];
  for (const facts of loopProtections) {
    const without = firstWithout(facts, hosts);
    if (facts.kind === 'split-horizon' && !isFullMesh(network)) {
      const apart = apartPair(hosts)?.map(({ name }) => name);
      reasons.push(apart ? `${apart.join(' and ')} are behind NAT and have no link` : 'the topology is not full');
    } else if (without) {
      const [major, minor] = facts.since;
      reasons.push(
        `Open vSwitch ${ovsVersionText(without)} on ${without.name} lacks ${facts.title} (${major}.${minor} or newer has it)`,
      );
    } else {
      return { kind: facts.kind, why: reasons.join('; ') || `full mesh, and ${everyDataplane(hosts)} supports it` };
    }
  }
  return { kind: 'stp', why: reasons.join('; ') };
}

/** What knows the best protection, for people: Open vSwitch where any host has it. */
function everyDataplane(hosts: readonly Host[]): string {
  const facts = hosts.flatMap((host) => dataplaneOf(host) ?? []);
  return `every ${[...new Set(facts.map(({ title }) => title))].join(' and every ')}`;
}
