import { p256 } from '@noble/curves/nist.js';
import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';

/** HKDF's salt (RFC 5869), as that of WireGuard's keys: the words tell them apart. */
const SALT = utf8ToBytes('meshinit');
/** 16 bytes more than the order of P-256 has: reduced by it they are as good as evenly spread (FIPS 186-5, A.2.1). */
const MATERIAL_BYTES = 48;

/** A private key of P-256 and its public one, an uncompressed point. */
export interface SigningKey {
  readonly privateKey: Uint8Array;
  readonly publicKey: Uint8Array;
}

/** The key that a seed gives by some words, e.g. `pki host 1-host1 0`. */
export function derivedKey(seed: Uint8Array, words: string): SigningKey {
  const privateKey = p256.utils.randomSecretKey(hkdf(sha256, seed, SALT, utf8ToBytes(words), MATERIAL_BYTES));
  return { privateKey, publicKey: p256.getPublicKey(privateKey, false) };
}

/** A deterministic signature (RFC 6979), in DER. */
export const sign = (bytes: Uint8Array, { privateKey }: SigningKey): Uint8Array =>
  p256.sign(bytes, privateKey, { format: 'der' });
