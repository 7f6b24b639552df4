import type { HostNetwork, HostPlan } from '../host/host-plan.ts';
import type { DataplaneFacts } from './dataplane.ts';
import { type DataplaneId, dataplaneIds } from './ids.ts';
import { linux } from './linux.ts';
import { none } from './none.ts';
import { ovs } from './ovs.ts';
import type { WithSettings } from './with-settings.ts';

/**
 * Every dataplane by its id: one that has no file, or another's, does not compile. Adding one: its file, its import and its
 * place here; its id in `ids.ts`.
 */
const byId: Readonly<Record<DataplaneId, WithSettings>> = { ovs, linux, none } as const satisfies {
  readonly [Id in DataplaneId]: WithSettings & { readonly dataplane: Id };
};

export const dataplanes: readonly DataplaneFacts[] = dataplaneIds.map((id) => byId[id]);

export const dataplaneFacts = (id: DataplaneId): DataplaneFacts => byId[id];

/** Variables of `host.conf` that the scripts of a host's dataplane read for a network. */
export const dataplaneSettings = (plan: HostPlan, network: HostNetwork): ReturnType<WithSettings['settings']> =>
  byId[plan.dataplane.dataplane].settings(plan, network);
