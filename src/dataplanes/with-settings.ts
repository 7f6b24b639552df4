import type { HostNetwork, HostPlan } from '../host/host-plan.ts';
import type { DataplaneFacts } from './dataplane.ts';

/** A dataplane with what its scripts are told: apart from the facts, which a plan has. */
export interface WithSettings extends DataplaneFacts {
  /** Variables of `host.conf` that its scripts read. */
  readonly settings: (plan: HostPlan, network: HostNetwork) => Readonly<Record<string, string | number>>;
}
