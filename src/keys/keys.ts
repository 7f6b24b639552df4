/** A key pair of WireGuard, each half in base64: 44 characters. */
export interface KeyPair {
  readonly privateKey: string;
  readonly publicKey: string;
}

/** The key pairs that a seed gives. */
export interface Keys {
  /**
   * @param id of the host, which no renaming changes
   * @param generation 0 and up
   */
  readonly pairOf: (id: string, generation: number) => KeyPair;
}

/** Bytes of a seed. */
export const SEED_BYTES = 32;
