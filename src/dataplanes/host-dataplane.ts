import type { Host, Manifest } from '../manifest/manifest.ts';
import { dataplaneIdsOf } from '../os/os-facts.ts';
import { osOf } from '../os/oses.ts';
import type { DataplaneFacts } from './dataplane.ts';
import { dataplaneFacts } from './dataplanes.ts';

/** A host's dataplane: the manifest's, else its system's own. Undefined where the system is not known. */
export function dataplaneOf({ os: id }: Host, { input }: Manifest): DataplaneFacts | undefined {
  const os = id && osOf(id);
  const dataplane = input.network?.dataplane ?? (os && dataplaneIdsOf(os)[0]);
  return dataplane && dataplaneFacts(dataplane);
}
