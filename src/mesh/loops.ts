import { dataplaneOf } from '../dataplanes/host-dataplane.ts';
import type { Manifest } from '../manifest/manifest.ts';
import { ovsVersionText } from '../os/ovs-version.ts';
import { isFullMesh } from './choose-topology.ts';
import { firstWithout, loopProtections } from './loop-facts.ts';
import type { LoopProtection } from './loop-ids.ts';

/** The loop protection of a mesh, as asked for or the best that topology and Open vSwitch allow, and why. */
export function chooseLoops(manifest: Manifest): { readonly kind: LoopProtection; readonly why: string } {
  if (manifest.loops !== 'auto') return { kind: manifest.loops, why: 'set by network.loops' };
  const reasons: string[] = [];
  for (const facts of loopProtections) {
    const without = firstWithout(facts, manifest);
    if (facts.kind === 'split-horizon' && !isFullMesh(manifest)) {
      reasons.push('the topology is not full');
    } else if (without) {
      const [major, minor] = facts.since;
      reasons.push(
        `Open vSwitch ${ovsVersionText(without, manifest)} on ${without.name} lacks ${facts.title} (${major}.${minor} or newer has it)`,
      );
    } else {
      return { kind: facts.kind, why: reasons.join('; ') || `full mesh, and ${everyDataplane(manifest)} supports it` };
    }
  }
  return { kind: 'stp', why: reasons.join('; ') };
}

/** What knows the best protection, for people: Open vSwitch where any host has it. */
function everyDataplane(manifest: Manifest): string {
  const facts = manifest.hosts.flatMap((host) => dataplaneOf(host, manifest) ?? []);
  return `every ${[...new Set(facts.map(({ title }) => title))].join(' and every ')}`;
}
