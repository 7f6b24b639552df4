import type { Keys } from '../keys/keys.ts';
import type { Lock } from './lock.ts';
import type { LockedEncryption, LockedKey } from './locked-keys.ts';

/** Whether two generations of keys are there at once. */
export const isRotating = ({ encryption }: Lock): boolean => encryption?.former !== undefined;

/**
 * A lock in which some hosts have new keys beside their former ones.
 * @param hosts which; those without a key in the lock, which have their own, are passed over
 */
export function beginRotation(lock: Lock, hosts: readonly string[], keys: Keys): Lock {
  const { encryption } = lock;
  if (!encryption) return lock;
  const former = new Map<string, LockedKey>();
  const fresh = new Map(encryption.keys);
  for (const name of hosts) {
    const key = encryption.keys.get(name);
    if (!key) continue;
    const generation = key.generation + 1;
    former.set(name, key);
    fresh.set(name, { ...key, generation, publicKey: keys.pairOf(key.id, generation).publicKey });
  }
  const rotated: LockedEncryption = { ...encryption, generation: encryption.generation + 1, keys: fresh, former };
  return { ...lock, encryption: rotated };
}

/** A lock in which the newer keys alone are left. */
export const endRotation = (lock: Lock): Lock => ({
  ...lock,
  encryption: lock.encryption && { ...lock.encryption, former: undefined },
});
