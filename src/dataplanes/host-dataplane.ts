import type { Host } from '../manifest/host.ts';
import { dataplaneIdsOf } from '../os/os-facts.ts';
import { osOf } from '../os/oses.ts';
import type { DataplaneFacts } from './dataplane.ts';
import { dataplaneFacts } from './dataplanes.ts';

/** A host's dataplane: the manifest's, else its system's own. Undefined where the system is not known. */
export function dataplaneOf({ os: id, dataplane: asked }: Host): DataplaneFacts | undefined {
  const os = id && osOf(id);
  const dataplane = asked ?? (os && dataplaneIdsOf(os)[0]);
  return dataplane && dataplaneFacts(dataplane);
}
