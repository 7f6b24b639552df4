import { x25519 } from '@noble/curves/ed25519.js';
import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { base64 } from '../document/encoding.ts';
import { pkiFrom } from '../pki/pki-from.ts';
import type { KeyPair, Keys } from './keys.ts';

/** HKDF's salt (RFC 5869): what else the seed may serve has another. */
const SALT = utf8ToBytes('meshinit');
const KEY_BYTES = 32;

/**
 * The keys that a seed gives. WireGuard's: HKDF-SHA256 of it, clamped as X25519 wants a private key (RFC 7748, section 5).
 * @param seed 32 bytes that nobody else knows
 */
export function keysFrom(seed: Uint8Array): Keys {
  const known = new Map<string, KeyPair>();
  return {
    pairOf(id, generation) {
      const info = `wireguard private ${id} ${generation}`;
      const pair = known.get(info) ?? pairFrom(hkdf(sha256, seed, SALT, utf8ToBytes(info), KEY_BYTES));
      known.set(info, pair);
      return pair;
    },
    pki: pkiFrom(seed),
  };
}

function pairFrom(material: Uint8Array): KeyPair {
  const key = clamped(material);
  return { privateKey: base64(key), publicKey: base64(x25519.getPublicKey(key)) };
}

/** A multiple of 8 whose highest bit is the 255th. */
function clamped(material: Uint8Array): Uint8Array {
  const key = Uint8Array.from(material);
  key[0] = (key[0] ?? 0) & 248;
  key[31] = ((key[31] ?? 0) & 127) | 64;
  return key;
}
