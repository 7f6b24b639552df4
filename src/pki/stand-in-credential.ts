import { standInBytes } from '../keys/stand-in-key.ts';
import { pem } from './pem.ts';
import type { HostCredential, Identity } from './pki.ts';

/** Bytes of a certificate without names, give or take the signature's two, and of a private key. */
const [HOST_BYTES, AUTHORITY_BYTES, KEY_BYTES] = [441, 420, 138];

/** An authority as far as the lock tells. */
interface KnownAuthority {
  readonly generation: number;
  readonly digest: string | undefined;
}

/**
 * What takes the place of a host's certificates where nobody gave the seed: a document for `check` and `plan` has its true
 * size with it, and changes where the true one would. No host is booted with one.
 */
export function standInCredential(identity: Identity, authorities: readonly KnownAuthority[]): HostCredential {
  const { id, name, names, addresses } = identity;
  const known = authorities.map(({ generation, digest }) => `${generation}${digest === undefined ? '' : ` ${digest}`}`);
  const newest = known.at(-1);
  const words = [id, newest, ...names, ...addresses.map(({ text }) => text)].join(' ');
  const size =
    HOST_BYTES +
    name.length +
    names.reduce((sum, { length }) => sum + 2 + length, 0) +
    addresses.reduce((sum, { family }) => sum + 2 + (family === 4 ? 4 : 16), 0);
  const authority = (one: string): string => pem('CERTIFICATE', standInBytes(`authority ${one}`, AUTHORITY_BYTES));
  return {
    ca: known.toReversed().map(authority).join(''),
    cert: [
      pem('CERTIFICATE', standInBytes(`certificate ${words}`, size)),
      ...known.slice(0, -1).map((former) => authority(`${former} signs ${newest}`)),
    ].join(''),
    key: pem('PRIVATE KEY', standInBytes(`private ${id} ${newest}`, KEY_BYTES)),
  };
}
