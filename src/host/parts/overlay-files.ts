import type { ManifestPath } from '../../diagnostics/diagnostic.ts';
import type { EngineId } from '../../overlay/ids.ts';
import { type HostPlan, origins } from '../host-plan.ts';
import { type PlannedFile, textFile } from '../part.ts';
import { STORE_CERTIFICATES } from './docker-changes.ts';

/** Where the manifest asks for Docker's own overlay. */
export const OVERLAY_ORIGIN: ManifestPath = ['overlay'];

/** The overlay networks, a line each: what stands there besides the name is the engine's matter. */
export const OVERLAY_NETWORKS = '/etc/meshinit/overlay-networks';

/** Where a host's certificates are, without a slash at the end: Docker's own place where Docker shows them. */
export const CREDENTIALS = { swarm: '/etc/meshinit/pki', store: STORE_CERTIFICATES } as const satisfies Record<
  EngineId,
  string
>;

/** The certificates of the authorities that a host trusts. */
export const trustPath = (engine: EngineId): string => `${CREDENTIALS[engine]}/ca.pem`;

/** What a host shows its peers by TLS, and trusts of theirs. */
export function credentialFiles(plan: HostPlan, engine: EngineId): PlannedFile[] {
  const { ca, cert, key } = plan.credential();
  const directory = CREDENTIALS[engine];
  const from = [OVERLAY_ORIGIN, origins.host(plan)];
  return [
    textFile(trustPath(engine), ca, [OVERLAY_ORIGIN]),
    textFile(`${directory}/cert.pem`, cert, from),
    { path: `${directory}/key.pem`, mode: 0o600, content: key, secret: true, origins: from },
  ];
}
