import type { Address } from '../addresses/address.ts';
import type { ManifestPath } from '../diagnostics/diagnostic.ts';

/** A declared container on one of its hosts. */
export interface PlannedContainer {
  /** Also what Docker calls it there. */
  readonly name: string;
  readonly host: string;
  readonly path: ManifestPath;
  readonly image: string;
  /** In the manifest's order. */
  readonly networks: readonly PlannedAddress[];
  /** Names that it alone knows, and the declared containers that they stand for. */
  readonly links: readonly { readonly alias: string; readonly target: string }[];
}

/** What a container has in one network. */
export interface PlannedAddress {
  /** As `Mesh.name`. */
  readonly network: string;
  /** An IPv4 number. */
  readonly address: number;
  /** Where the network has IPv6. */
  readonly address6: Address | undefined;
  readonly aliases: readonly string[];
}

/** A service of a Compose file on its host. */
export interface PlannedService {
  readonly name: string;
  readonly host: string;
  readonly path: ManifestPath;
  /** Undefined where the host makes it. */
  readonly image: string | undefined;
  readonly networks: readonly PlannedServiceAddress[];
}

/** What it has in one network of the cluster. */
export interface PlannedServiceAddress {
  /** As `Mesh.name`. */
  readonly network: string;
  /** An IPv4 number; undefined where Docker gives it one of the lower half. */
  readonly address: number | undefined;
}
