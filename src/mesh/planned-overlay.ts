import type { Cidr } from '../addresses/cidr.ts';
import type { EngineId } from '../overlay/ids.ts';

/** Docker's own overlay in numbers. */
export interface PlannedOverlay {
  readonly engine: EngineId;
  /** Hosts that hold its state, in the manifest's order. */
  readonly seats: readonly string[];
  /** In the manifest's order. */
  readonly networks: readonly PlannedOverlayNetwork[];
  /** UDP port of VXLAN between hosts. */
  readonly dataPathPort: number;
  /** What subnets come from where a network has none; undefined where the engine has no such range. */
  readonly addressPool: Cidr | undefined;
  /** What Docker takes its own headers off, in bytes: the largest packet that every host can send to every other, were it IPv4. */
  readonly mtu: number;
  /** Whose certificates its hosts trust. */
  readonly authorities: PlannedAuthorities;
}

/** The newest last: one, or two while the authority is being changed. */
export type PlannedAuthorities = readonly [PlannedAuthority, ...PlannedAuthority[]];

export interface PlannedAuthority {
  readonly generation: number;
  /** Of its public key, in base64; unknown before a seed was given. */
  readonly digest: string | undefined;
}

export interface PlannedOverlayNetwork {
  readonly name: string;
  /** Undefined where Docker chooses it. */
  readonly subnet: string | undefined;
  readonly encrypted: boolean;
  readonly attachable: boolean;
}
