import type { ManifestPath } from '../../diagnostics/diagnostic.ts';
import { type HostPlan, origins } from '../host-plan.ts';
import { type PlannedFile, textFile } from '../part.ts';

/** Where the manifest asks for Docker's own overlay. */
export const OVERLAY_ORIGIN: ManifestPath = ['overlay'];

/** The overlay networks, a line each: what stands there besides the name is the engine's matter. */
export const OVERLAY_NETWORKS = '/etc/meshinit/overlay-networks';

/**
 * What a host shows its peers by TLS, and trusts of theirs.
 * @param directory without a slash at its end
 */
export function credentialFiles(plan: HostPlan, directory: string): PlannedFile[] {
  const { ca, cert, key } = plan.credential();
  const from = [OVERLAY_ORIGIN, origins.host(plan)];
  return [
    textFile(`${directory}/ca.pem`, ca, [OVERLAY_ORIGIN]),
    textFile(`${directory}/cert.pem`, cert, from),
    { path: `${directory}/key.pem`, mode: 0o600, content: key, secret: true, origins: from },
  ];
}
