import { dataplaneOf } from '../dataplanes/host-dataplane.ts';
import type { Host } from '../manifest/host.ts';
import { ovsVersion } from '../os/ovs-version.ts';
import { isAtLeast, type Version } from '../versions.ts';
import { type LoopProtection, loopIds } from './loop-ids.ts';

interface LoopFacts {
  readonly kind: LoopProtection;
  readonly title: string;
  /** First Open vSwitch that knows it (ovs NEWS). */
  readonly since: Version;
  /** Most ports of one bridge, where its messages number them. */
  readonly ports?: number;
  /** Seconds until all hosts reach each other again after a host or a link has gone: no less than docs/tested.md measured. */
  readonly healsIn: number;
}

/** Most bridges on a path, both ends counted: 802.1D's diameter for the default timers. */
export const MOST_BRIDGES = 7;

/** Best first: split horizon fails over at once, RSTP in seconds, STP in most of a minute. */
const byKind: Readonly<Record<LoopProtection, LoopFacts>> = {
  'split-horizon': { kind: 'split-horizon', title: 'split horizon', since: [2, 7], healsIn: 0 },
  rstp: { kind: 'rstp', title: 'RSTP', since: [2, 4], ports: 4095, healsIn: 6 },
  stp: { kind: 'stp', title: 'STP', since: [1, 0], ports: 255, healsIn: 50 },
  none: { kind: 'none', title: 'no loop protection', since: [0, 0], healsIn: 0 },
} as const satisfies { readonly [Kind in LoopProtection]: LoopFacts & { readonly kind: Kind } };

export const loopProtections: readonly LoopFacts[] = loopIds.map((kind) => byKind[kind]);

export const loopFacts = (kind: LoopProtection): LoopFacts => byKind[kind];

/** The first host that has an Open vSwitch, and one that is too old for a protection. */
export function firstWithout(facts: LoopFacts, hosts: readonly Host[]): Host | undefined {
  return hosts.find((host) => dataplaneOf(host)?.openvswitch && !isAtLeast(ovsVersion(host), facts.since));
}
