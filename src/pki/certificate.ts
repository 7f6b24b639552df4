import { sha256 } from '@noble/hashes/sha2.js';
import type { Address } from '../addresses/address.ts';
import { utf8 } from '../document/encoding.ts';
import {
  bits,
  explicit,
  implicit,
  integer,
  octets,
  oid,
  sequence,
  setOf,
  text,
  time,
  trueValue,
  utcTime,
} from './der.ts';
import { type SigningKey, sign } from './derived-key.ts';
import { pem } from './pem.ts';
import type { Identity } from './pki.ts';

/** Object identifiers of RFC 5280 (names and extensions) and RFC 5480 (ECDSA on P-256). */
const OID = {
  commonName: '2.5.4.3',
  ecPublicKey: '1.2.840.10045.2.1',
  p256: '1.2.840.10045.3.1.7',
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
  subjectKeyIdentifier: '2.5.29.14',
  keyUsage: '2.5.29.15',
  subjectAltName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  authorityKeyIdentifier: '2.5.29.35',
  extKeyUsage: '2.5.29.37',
  serverAuth: '1.3.6.1.5.5.7.3.1',
  clientAuth: '1.3.6.1.5.5.7.3.2',
} as const;

/** `v3` of a certificate, `ecPrivkeyVer1` of an EC key, `v1` of PKCS #8. */
const VERSIONS = { certificate: 2, ecKey: 1, pkcs8: 0 } as const;
/** The context's numbers of the two kinds of alternative names. */
const NAME_KINDS = { dns: 2, address: 7 } as const;
/** Key usage, with its bits at the end that mean nothing: keyCertSign and cRLSign; digitalSignature. */
const USAGES = { authority: [0x06, 1], host: [0x80, 7] } as const;

const ALGORITHM = sequence(oid(OID.ecPublicKey), oid(OID.p256));
const SIGNATURE_ALGORITHM = sequence(oid(OID.ecdsaWithSha256));
/**
 * No clock decides: a host whose own is not set yet, which then begins at 1970, must reach its peers. The end is RFC 5280's
 * word for "never" (section 4.1.2.5).
 */
const VALIDITY = sequence(utcTime('700101000000Z'), time('99991231235959Z'));
/** Bytes of a serial number and of a key's identifier. */
const [SERIAL_BYTES, IDENTIFIER_BYTES] = [16, 20];

/** A party: what it is called, and its key. */
export interface Party {
  readonly name: string;
  readonly key: SigningKey;
}

/** An authority's certificate, signed by itself or by the one before it. PEM. */
export const authorityCertificate = (authority: Party, issuer: Party): string =>
  certificate(authority, issuer, [
    extension(OID.basicConstraints, sequence(trueValue()), 'critical'),
    extension(OID.keyUsage, usage(USAGES.authority), 'critical'),
  ]);

/** A host's certificate, for servers and clients. PEM. */
export const hostCertificate = (host: Party, { names, addresses }: Identity, issuer: Party): string =>
  certificate(host, issuer, [
    extension(OID.basicConstraints, sequence(), 'critical'),
    extension(OID.keyUsage, usage(USAGES.host), 'critical'),
    extension(OID.extKeyUsage, sequence(oid(OID.serverAuth), oid(OID.clientAuth))),
    extension(
      OID.subjectAltName,
      sequence(
        ...names.map((name) => implicit(NAME_KINDS.dns, utf8(name))),
        ...addresses.map((address) => implicit(NAME_KINDS.address, addressBytes(address))),
      ),
    ),
  ]);

/** A private key as PKCS #8, PEM. */
export function privateKeyPem({ privateKey, publicKey }: SigningKey): string {
  const inner = sequence(integer(VERSIONS.ecKey), octets(privateKey), explicit(1, bits(publicKey)));
  return pem('PRIVATE KEY', sequence(integer(VERSIONS.pkcs8), ALGORITHM, octets(inner)));
}

/** SHA-256 of a public key as certificates hold it. */
export const keyDigest = ({ publicKey }: SigningKey): Uint8Array => sha256(publicKeyInfo(publicKey));

function certificate(subject: Party, issuer: Party, own: readonly Uint8Array[]): string {
  const extensions = sequence(
    ...own,
    extension(OID.subjectKeyIdentifier, octets(identifier(subject))),
    extension(OID.authorityKeyIdentifier, sequence(implicit(0, identifier(issuer)))),
  );
  const rest = [
    SIGNATURE_ALGORITHM,
    nameOf(issuer),
    VALIDITY,
    nameOf(subject),
    publicKeyInfo(subject.key.publicKey),
    explicit(3, extensions),
  ];
  const body = sequence(explicit(0, integer(VERSIONS.certificate)), integer(serialOf(sequence(...rest))), ...rest);
  return pem('CERTIFICATE', sequence(body, SIGNATURE_ALGORITHM, bits(sign(body, issuer.key))));
}

/** Of one issuer each certificate has a number of its own: what else it holds, digested. Positive, and of one length. */
function serialOf(unnumbered: Uint8Array): Uint8Array {
  const digest = sha256(unnumbered).slice(0, SERIAL_BYTES);
  digest[0] = ((digest[0] ?? 0) & 0x3f) | 0x40;
  return digest;
}

const identifier = ({ key }: Party): Uint8Array => sha256(key.publicKey).slice(0, IDENTIFIER_BYTES);

const publicKeyInfo = (publicKey: Uint8Array): Uint8Array => sequence(ALGORITHM, bits(publicKey));

const nameOf = ({ name }: Party): Uint8Array => sequence(setOf(sequence(oid(OID.commonName), text(name))));

/** An address in network order. */
function addressBytes({ family, value }: Address): Uint8Array {
  const bytes = new Uint8Array(family === 4 ? 4 : 16);
  for (let rest = value, at = bytes.length - 1; at >= 0; at -= 1, rest >>= 8n) bytes[at] = Number(rest & 255n);
  return bytes;
}

const usage = ([octet, unused]: readonly [number, number]): Uint8Array => bits(Uint8Array.of(octet), unused);

const extension = (id: string, value: Uint8Array, critical?: 'critical'): Uint8Array =>
  sequence(oid(id), ...(critical ? [trueValue()] : []), octets(value));
