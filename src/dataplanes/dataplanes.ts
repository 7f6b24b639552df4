import type { DataplaneFacts } from './dataplane.ts';
import type { DataplaneId } from './ids.ts';
import { linux } from './linux.ts';
import { ovs } from './ovs.ts';

/** Every dataplane. Adding one: its file, its import and its place here; its id in `ids.ts`. */
export const dataplanes = [ovs, linux] as const satisfies readonly DataplaneFacts[];

const byId = new Map<DataplaneId, DataplaneFacts>(dataplanes.map((facts) => [facts.dataplane, facts]));

export function dataplaneFacts(id: DataplaneId): DataplaneFacts {
  const facts = byId.get(id);
  if (!facts) throw new Error(`dataplane ${id} is in no list`);
  return facts;
}
