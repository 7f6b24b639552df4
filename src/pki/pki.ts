import type { Address } from '../addresses/address.ts';

/** A certificate and its private key, both PEM. The key is a secret: it belongs into files of mode 0600 alone. */
export interface Credential {
  /** The certificate; while the authority is being changed, the one that links it to the former authority follows. */
  readonly cert: string;
  /** PKCS #8. */
  readonly key: string;
}

/** What a host shows to its peers, and what it trusts of theirs. */
export interface HostCredential extends Credential {
  /** The authority's certificate, PEM; while it is being changed, both, the newer one first. */
  readonly ca: string;
}

/** Whom a certificate is for. */
export interface Identity {
  /** What its key is derived by: the host's number and name, `1-host1`. */
  readonly id: string;
  /** The certificate's common name: the host's. */
  readonly name: string;
  /** DNS names that it answers at. */
  readonly names: readonly string[];
  /** IPv4 and IPv6 addresses that it answers at, and those that its own connections come from. */
  readonly addresses: readonly Address[];
}

/** Generations of the authority that hosts trust at once, the newest last: one, or two while it is being changed. */
export type Generations = readonly [number, ...number[]];

/**
 * The certificates of a cluster, derived from its seed: the same seed gives the same bytes. Keys are ECDSA on P-256, which
 * every Go, OpenSSL and Docker since 1.9 takes. Certificates never expire: a change of generation takes their place.
 */
export interface Pki {
  /** SHA-256 of an authority's public key, in base64: tells authorities apart, and is no secret. */
  readonly authorityDigest: (generation: number) => string;
  /** What a host trusts: the authorities' certificates, PEM, the newer one first. */
  readonly trusted: (generations: Generations) => string;
  /** A host's certificate, for servers and clients alike. */
  readonly credentialOf: (identity: Identity, generations: Generations) => HostCredential;
}
