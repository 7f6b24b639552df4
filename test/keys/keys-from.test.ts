import { spawnSync } from 'node:child_process';
import { createPublicKey, hkdfSync } from 'node:crypto';
import { x25519 } from '@noble/curves/ed25519.js';
import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isKeyText } from '../../src/keys/key-text.ts';
import { keysFrom } from '../../src/keys/keys-from.ts';
import { testWith } from '../support/tool.ts';

const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'));
const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const seeds = fc.uint8Array({ minLength: 32, maxLength: 32 });

it('multiplies as RFC 7748, section 5.2, says', () => {
  const scalar = hex('a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4');
  const point = hex('e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c');
  expect(hexOf(x25519.scalarMult(scalar, point))).toBe(
    'c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552',
  );
});

it('makes the public keys and the shared secret of RFC 7748, section 6.1', () => {
  const alice = hex('77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a');
  const bob = hex('5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb');
  expect(hexOf(x25519.getPublicKey(alice))).toBe('8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a');
  expect(hexOf(x25519.getPublicKey(bob))).toBe('de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f');
  expect(hexOf(x25519.getSharedSecret(alice, x25519.getPublicKey(bob)))).toBe(
    '4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742',
  );
});

it('derives as RFC 5869, appendix A.1, says', () => {
  const made = hkdf(sha256, hex('0b'.repeat(22)), hex('000102030405060708090a0b0c'), hex('f0f1f2f3f4f5f6f7f8f9'), 42);
  expect(hexOf(made)).toBe('3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865');
});

it('gives a host and a generation the key that HKDF gives by its documented words, clamped', () => {
  fc.assert(
    fc.property(seeds, fc.stringMatching(/^[1-9]\d{0,3}-[a-z]{1,8}$/), fc.nat(9), (seed, id, generation) => {
      const expected = new Uint8Array(
        hkdfSync('sha256', seed, 'meshinit', `wireguard private ${id} ${generation}`, 32),
      );
      expected[0] = (expected[0] ?? 0) & 248;
      expected[31] = ((expected[31] ?? 0) & 127) | 64;
      const { privateKey, publicKey } = keysFrom(seed).pairOf(id, generation);
      expect(privateKey).toBe(Buffer.from(expected).toString('base64'));
      expect(publicKey).toBe(publicKeyByNode(expected));
      expect([privateKey, publicKey].map(isKeyText)).toEqual([true, true]);
    }),
    { numRuns: 20 },
  );
});

it('gives each host and each generation a key of its own', () => {
  const keys = keysFrom(new Uint8Array(32));
  const made = ['1-host1', '2-host1', '1-host2'].flatMap((id) => [0, 1].map((at) => keys.pairOf(id, at).privateKey));
  expect(new Set(made).size).toBe(6);
});

testWith('wg')('gives the public key that wg pubkey gives', async () => {
  const { privateKey, publicKey } = keysFrom(new Uint8Array(32).fill(7)).pairOf('1-host1', 0);
  const { stdout } = spawnSync('wg', ['pubkey'], { input: `${privateKey}\n`, encoding: 'utf8' });
  expect(publicKey).toBe(stdout.trim());
});

/** PKCS #8 around a private key of X25519 (RFC 8410), since Node takes none bare. */
function publicKeyByNode(privateKey: Uint8Array): string {
  const der = Buffer.concat([Buffer.from('302e020100300506032b656e04220420', 'hex'), privateKey]);
  const { x = '' } = createPublicKey({ key: der, format: 'der', type: 'pkcs8' } as never).export({ format: 'jwk' });
  return Buffer.from(x, 'base64url').toString('base64');
}
