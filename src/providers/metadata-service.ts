/** Where a machine reads its user-data over the network: so does what runs on it. */
export interface MetadataService {
  readonly address: string;
  /** TCP ports that answer. Undefined: any but that of DNS, which many providers have at the same address. */
  readonly ports?: readonly number[];
}

/**
 * Of most providers (cloud-init's data sources). The link-local fe80::a9fe:a9fe of some needs no rule: nothing is forwarded
 * to such an address.
 */
export const LINK_LOCAL: MetadataService = { address: '169.254.169.254' };
