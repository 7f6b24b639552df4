import { firewallFacts } from '../firewalls/firewalls.ts';
import type { FirewallId } from '../firewalls/ids.ts';
import type { Host } from '../manifest/host.ts';
import type { Manifest } from '../manifest/manifest.ts';
import type { OsFacts } from '../os/os-facts.ts';
import type { MetadataService } from '../providers/metadata-service.ts';
import { providerOf } from '../providers/providers.ts';
import { isSecretDocument } from './is-secret-document.ts';

/** Where a host's user-data can be read, and what its containers are kept from: as asked, else if it holds a secret. */
export function keptServices(
  manifest: Manifest,
  host: Host,
  os: OsFacts,
  firewall: FirewallId,
): readonly MetadataService[] {
  const { metadata } = manifest.input;
  const isKept = metadata === undefined ? isSecretDocument(manifest, host, os) : metadata === 'block';
  return isKept && firewallFacts(firewall).filtersForwarded ? providerOf(host.provider).metadata : [];
}
