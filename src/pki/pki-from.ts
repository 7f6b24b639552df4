import { base64 } from '../document/encoding.ts';
import { authorityCertificate, hostCertificate, keyDigest, type Party, privateKeyPem } from './certificate.ts';
import { derivedKey } from './derived-key.ts';
import type { Generations, HostCredential, Identity, Pki } from './pki.ts';

/**
 * The certificates that a seed gives.
 * @param seed 32 bytes that nobody else knows
 */
export function pkiFrom(seed: Uint8Array): Pki {
  const known = new Map<number, Authority>();
  const authority = (generation: number): Authority => {
    const made = known.get(generation) ?? authorityOf(seed, generation);
    known.set(generation, made);
    return made;
  };
  return {
    authorityDigest: (generation) => base64(keyDigest(authority(generation).key)),
    trusted: (generations) => trusted(generations.map(authority)),
    credentialOf: (identity, generations) => credentialOf(seed, identity, generations, authority),
  };
}

interface Authority extends Party {
  readonly certificate: string;
}

/** Its name is the generation's alone: a cluster that is renamed keeps its authority. */
function authorityOf(seed: Uint8Array, generation: number): Authority {
  const party = { name: `meshinit authority ${generation}`, key: derivedKey(seed, `pki authority ${generation}`) };
  return { ...party, certificate: authorityCertificate(party, party) };
}

const trusted = (authorities: readonly Authority[]): string =>
  authorities
    .map(({ certificate }) => certificate)
    .toReversed()
    .join('');

/**
 * While the authority is being changed, a host trusts both, and shows the newer one's certificate with that which the
 * former one signed for it: who trusts the former one alone follows the chain. So hosts are changed one after the other.
 */
function credentialOf(
  seed: Uint8Array,
  identity: Identity,
  generations: Generations,
  authority: (generation: number) => Authority,
): HostCredential {
  const authorities = generations.map(authority);
  const [newest, former] = authorities.toReversed();
  if (!newest) throw new Error('an authority has no generation');
  const key = derivedKey(seed, `pki host ${identity.id} ${generations.at(-1)}`);
  const own = hostCertificate({ name: identity.name, key }, identity, newest);
  return {
    ca: trusted(authorities),
    cert: former ? `${own}${authorityCertificate(newest, former)}` : own,
    key: privateKeyPem(key),
  };
}
