import type { DataplaneFacts } from './dataplane.ts';
import { type DataplaneId, dataplaneIds } from './ids.ts';
import { linux } from './linux.ts';
import { ovs } from './ovs.ts';

/**
 * Every dataplane by its id: one that has no file, or another's, does not compile. Adding one: its file, its import and its
 * place here; its id in `ids.ts`.
 */
const byId: Readonly<Record<DataplaneId, DataplaneFacts>> = { ovs, linux } as const satisfies {
  readonly [Id in DataplaneId]: DataplaneFacts & { readonly dataplane: Id };
};

export const dataplanes: readonly DataplaneFacts[] = dataplaneIds.map((id) => byId[id]);

export const dataplaneFacts = (id: DataplaneId): DataplaneFacts => byId[id];
