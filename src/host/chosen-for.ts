import type { DataplaneFacts } from '../dataplanes/dataplane.ts';
import { dataplaneOf } from '../dataplanes/host-dataplane.ts';
import type { FirewallId } from '../firewalls/ids.ts';
import type { Host } from '../manifest/host.ts';
import type { Manifest } from '../manifest/manifest.ts';
import { mainKeys } from '../manifest/network.ts';
import type { DockerFrom } from '../os/ids.ts';
import type { OsFacts } from '../os/os-facts.ts';
import { dockerSourcesOf, firewallIdsOf, stackIdsOf } from '../os/os-facts.ts';
import type { StackId } from '../stacks/ids.ts';

/** What a host has of what its system can: as the manifest asks, else the first of the system's own order. */
export interface Chosen {
  readonly dataplane: DataplaneFacts | undefined;
  readonly stack: StackId | undefined;
  readonly firewall: FirewallId | undefined;
  readonly dockerFrom: DockerFrom | undefined;
}

/** @param host one with the operating system; all such hosts of a manifest have the same */
export function chosenFor(os: OsFacts, host: Host, manifest: Manifest): Chosen {
  const { firewall = 'auto', docker } = manifest.input;
  const dataplane = dataplaneOf(host);
  return {
    dataplane,
    stack: mainKeys(manifest.input).stack ?? stackIdsOf(os, dataplane)[0],
    firewall: firewall === 'auto' ? firewallIdsOf(os)[0] : firewall,
    dockerFrom: docker?.from ?? dockerSourcesOf(os)[0],
  };
}
