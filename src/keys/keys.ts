import type { Pki } from '../pki/pki.ts';

/** A key pair of WireGuard, each half in base64: 44 characters. */
export interface KeyPair {
  readonly privateKey: string;
  readonly publicKey: string;
}

/** The keys and certificates that a seed gives. */
export interface Keys {
  /**
   * @param id of the host, which no renaming changes
   * @param generation 0 and up
   */
  readonly pairOf: (id: string, generation: number) => KeyPair;
  /** Certificates of Docker's own overlay. */
  readonly pki: Pki;
}

/** Bytes of a seed. */
export const SEED_BYTES = 32;
