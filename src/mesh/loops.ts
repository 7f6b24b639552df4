import { dataplaneOf } from '../dataplanes/host-dataplane.ts';
import type { Host, Manifest } from '../manifest/manifest.ts';
import { isAtLeast, ovsVersion, ovsVersionText, type Version } from '../os/ovs-version.ts';
import type { LoopProtection } from './mesh.ts';

interface LoopFacts {
  readonly kind: LoopProtection;
  readonly title: string;
  /** First Open vSwitch that knows it (ovs NEWS). */
  readonly since: Version;
  /** Most ports of one bridge, where its messages number them. */
  readonly ports?: number;
}

/** Most bridges on a path, both ends counted: 802.1D's diameter for the default timers. */
export const MOST_BRIDGES = 7;

/** Best first: split horizon fails over at once, RSTP in seconds, STP in most of a minute. */
export const loopProtections: readonly LoopFacts[] = [
  { kind: 'split-horizon', title: 'split horizon', since: [2, 7] },
  { kind: 'rstp', title: 'RSTP', since: [2, 4], ports: 4095 },
  { kind: 'stp', title: 'STP', since: [1, 0], ports: 255 },
];

/** Split horizon passes nothing on between tunnels, so every pair needs a tunnel of its own. */
export const isFullMesh = (manifest: Manifest): boolean => manifest.topology === 'full';

/** The first host that has an Open vSwitch, and one that is too old for a protection. */
export function firstWithout(facts: LoopFacts, manifest: Manifest): Host | undefined {
  return manifest.hosts.find(
    (host) => dataplaneOf(host, manifest)?.openvswitch && !isAtLeast(ovsVersion(host, manifest), facts.since),
  );
}

export function loopFacts(kind: LoopProtection): LoopFacts {
  const facts = loopProtections.find((candidate) => candidate.kind === kind);
  if (!facts) throw new Error(`loop protection ${kind} is in no list`);
  return facts;
}

/** The loop protection of a mesh, as asked for or the best that topology and Open vSwitch allow, and why. */
export function chooseLoops(manifest: Manifest): { readonly kind: LoopProtection; readonly why: string } {
  if (manifest.loops !== 'auto') return { kind: manifest.loops, why: 'asked for by network.loops' };
  const reasons: string[] = [];
  for (const facts of loopProtections) {
    const without = firstWithout(facts, manifest);
    if (facts.kind === 'split-horizon' && !isFullMesh(manifest)) {
      reasons.push('the topology is no full mesh');
    } else if (without) {
      const [major, minor] = facts.since;
      reasons.push(
        `Open vSwitch ${ovsVersionText(without, manifest)} of ${without.name} has no ${facts.title} (${major}.${minor} or newer)`,
      );
    } else {
      return { kind: facts.kind, why: reasons.join('; ') || `full mesh, and ${everyDataplane(manifest)} knows it` };
    }
  }
  return { kind: 'stp', why: reasons.join('; ') };
}

/** What knows the best protection, for people: Open vSwitch where any host has it. */
function everyDataplane(manifest: Manifest): string {
  const facts = manifest.hosts.flatMap((host) => dataplaneOf(host, manifest) ?? []);
  return `every ${[...new Set(facts.map(({ title }) => title))].join(' and every ')}`;
}
