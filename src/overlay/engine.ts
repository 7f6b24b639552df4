import type { EngineId } from './ids.ts';
import type { OverlayPort } from './overlay-port.ts';

/** What holds an overlay's state: its facts, which rules and planner read. What a host does with it is the host's. */
export interface EngineFacts {
  readonly engine: EngineId;
  /** For people. */
  readonly title: string;
  /** The key that names the hosts that hold the state, … */
  readonly seatsKey: 'managers' | 'stores';
  /** … how such a host is called, … */
  readonly seat: string;
  /** … and how many there may be: an even number is lost as soon as the next smaller odd one. */
  readonly counts: readonly number[];
  /** Keys of `overlay` that mean nothing to it. */
  readonly foreignKeys: readonly string[];
  /** Docker's major versions that have it: the first, and the last where a later one left it out. */
  readonly docker: { readonly since: number; readonly until?: number };
  /** Docker's major version from which it runs between hosts with IPv6 addresses. */
  readonly ipv6Since?: number;
  /** VXLAN's UDP port between hosts where the manifest gives none. */
  readonly dataPathPort: number;
  /** What a change of a network that is in use comes to, for people. */
  readonly ofUsed: string;
  /** What a system has to have for it. */
  readonly needs?: 'swarm' | 'etcd';
  /** Ports that it opens to peers besides VXLAN's. */
  readonly ports: readonly OverlayPort[];
}
