import type { DataplaneFacts } from '../dataplanes/dataplane.ts';
import { dataplaneOf } from '../dataplanes/host-dataplane.ts';
import type { Host, Manifest } from '../manifest/manifest.ts';
import {
  type DockerFrom,
  dockerSources,
  type FirewallId,
  firewallIds,
  type Os,
  type StackId,
  stackIds,
} from '../os/os.ts';

/** What a host has of what its system can: as the manifest asks, else the first of the system's own order. */
export interface Chosen {
  readonly dataplane: DataplaneFacts | undefined;
  readonly stack: StackId | undefined;
  readonly firewall: FirewallId | undefined;
  readonly dockerFrom: DockerFrom | undefined;
}

/** @param host one with the operating system; all such hosts of a manifest have the same */
export function chosenFor(os: Os, host: Host, manifest: Manifest): Chosen {
  const { network, firewall = 'auto', docker } = manifest.input;
  const dataplane = dataplaneOf(host, manifest);
  return {
    dataplane,
    stack: network?.stack ?? stackIds(os, dataplane)[0],
    firewall: firewall === 'auto' ? firewallIds(os)[0] : firewall,
    dockerFrom: docker?.from ?? dockerSources(os)[0],
  };
}
