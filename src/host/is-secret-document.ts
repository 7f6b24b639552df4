import { rawKeyOf, rawSources } from '../document/raw-parts.ts';
import type { Host } from '../manifest/host.ts';
import type { Manifest } from '../manifest/manifest.ts';
import type { OsFacts } from '../os/os-facts.ts';
import { isForOwner } from '../project/is-for-owner.ts';
import { remembered } from '../remembered.ts';
import { holdsSecret } from '../secrets/find-secrets.ts';
import { tlsFiles } from './parts/docker-tls.ts';
import { hasSecretContainers } from './secret-containers.ts';

/** Whether a host's document will hold something that others should not read: told before any of it is built. */
export function isSecretDocument(manifest: Manifest, host: Host, os: OsFacts): boolean {
  const raw = rawKeyOf[os.formats[0]];
  return (
    isForOwner(manifest.taint, host.name) ||
    (manifest.encryption !== undefined && host.input.wireguard === undefined) ||
    // The key of its certificate.
    manifest.overlay !== undefined ||
    hasSecretOptions(manifest) ||
    hasSecretContainers(manifest, host.name) ||
    tlsFiles({ manifest, input: host }).some(({ secret }) => secret) ||
    (raw !== undefined && rawSources(manifest, host, raw).some(({ value }) => isSecretPart(value)))
  );
}

/** Whether one of the manifest's options for Docker is a secret: the same for every host. */
export const hasSecretOptions = remembered(({ taint, input }: Manifest): boolean => {
  const at = ['docker', 'daemon'];
  return taint.touches(at) || holdsSecret(input.docker?.daemon, at);
});

/** Of ten thousand hosts' defaults one look tells. */
export const isSecretPart = remembered((value: object) => holdsSecret(value));
