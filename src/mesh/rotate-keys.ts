import type { Keys } from '../keys/keys.ts';
import type { Lock } from './lock.ts';
import type { LockedAuthority } from './locked-authority.ts';
import type { LockedEncryption, LockedKey } from './locked-keys.ts';

/** Whether two generations of keys, or two authorities, are there at once. */
export const isRotating = ({ encryption, authority }: Lock): boolean =>
  encryption?.former !== undefined || authority?.former !== undefined;

/**
 * A lock in which some hosts have new WireGuard keys beside their former ones, and the overlay's certificates a new
 * authority: only with that one is a host's certificate taken back.
 * @param hosts which; those without a key in the lock, which have their own, are passed over
 */
export const beginRotation = (lock: Lock, hosts: readonly string[], keys: Keys): Lock => ({
  ...lock,
  encryption: lock.encryption && newKeys(lock.encryption, hosts, keys),
  authority: lock.authority && newAuthority(lock.authority, keys),
});

function newKeys(encryption: LockedEncryption, hosts: readonly string[], keys: Keys): LockedEncryption {
  const former = new Map<string, LockedKey>();
  const fresh = new Map(encryption.keys);
  for (const name of hosts) {
    const key = encryption.keys.get(name);
    if (!key) continue;
    const generation = key.generation + 1;
    former.set(name, key);
    fresh.set(name, { ...key, generation, publicKey: keys.pairOf(key.id, generation).publicKey });
  }
  return { ...encryption, generation: encryption.generation + 1, keys: fresh, former };
}

function newAuthority({ generation, digest }: LockedAuthority, { pki }: Keys): LockedAuthority {
  const next = generation + 1;
  return { generation: next, digest: pki.authorityDigest(next), former: digest };
}

/** A lock in which the newer keys and the newer authority alone are left. */
export const endRotation = (lock: Lock): Lock => ({
  ...lock,
  encryption: lock.encryption && { ...lock.encryption, former: undefined },
  authority: lock.authority && { ...lock.authority, former: undefined },
});
