import { expect, it } from 'vitest';
import { parseAddress } from '../../src/addresses/address.ts';
import type { Generations, Identity } from '../../src/pki/pki.ts';
import { pkiFrom } from '../../src/pki/pki-from.ts';
import { standInCredential } from '../../src/pki/stand-in-credential.ts';

function identityOf(name: string, ...addresses: readonly string[]): Identity {
  const parsed = addresses.map(parseAddress).map((address) => {
    if ('fault' in address) throw new Error(address.fault);
    return address;
  });
  return { id: `1-${name}`, name, names: [name], addresses: parsed };
}

const known = (...generations: readonly number[]) =>
  generations.map((generation) => ({ generation, digest: undefined }));

it('has the size of the credential that it stands for, give or take what two signatures differ by', () => {
  for (const identity of [identityOf('a', '10.0.0.1'), identityOf('host-with-a-name', '2001:db8::1', '10.98.0.3')]) {
    for (const generations of [[0], [3, 4]] satisfies Generations[]) {
      const real = pkiFrom(new Uint8Array(32)).credentialOf(identity, generations);
      const made = standInCredential(identity, known(...generations));
      for (const part of ['ca', 'cert', 'key'] as const) {
        const apart = Math.abs(real[part].length - made[part].length);
        expect([identity.name, part, apart]).toSatisfy(() => apart <= 8 * generations.length);
      }
    }
  }
});

it('changes where the true one would, and there alone', () => {
  const made = standInCredential(identityOf('a', '10.0.0.1'), known(0));
  expect(standInCredential(identityOf('a', '10.0.0.1'), known(0))).toEqual(made);
  const moved = standInCredential(identityOf('a', '10.0.0.2'), known(0));
  expect([moved.ca === made.ca, moved.cert === made.cert, moved.key === made.key]).toEqual([true, false, true]);
  const rotated = standInCredential(identityOf('a', '10.0.0.1'), known(0, 1));
  expect([rotated.ca === made.ca, rotated.cert === made.cert, rotated.key === made.key]).toEqual([false, false, false]);
});
