import type { Container } from '../manifest/containers.ts';
import type { Manifest } from '../manifest/manifest.ts';
import { holdsSecret } from '../secrets/find-secrets.ts';

/** Whether a container has something that others should not read. */
export const holdsSecretContainer = ({ input, path }: Container, { taint }: Pick<Manifest, 'taint'>): boolean =>
  taint.touches(path) || holdsSecret(input, path);

/** Whether one of a host's containers has. */
export const hasSecretContainers = (manifest: Manifest, host: string): boolean =>
  manifest.containers.some((container) => container.hosts.includes(host) && holdsSecretContainer(container, manifest));
