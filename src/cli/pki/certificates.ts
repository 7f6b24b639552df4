// Its dependency injection reads the metadata that this keeps.
import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';

x509.cryptoProvider.set(webcrypto as Crypto);

/** What Go, OpenSSL and every Docker since 1.9 take. */
const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** A certificate and its private key, both PEM. */
export interface Credential {
  readonly cert: string;
  readonly key: string;
}

/** What a certificate is for, and how long. */
export interface Wanted {
  /** Its common name. */
  readonly name: string;
  readonly role: 'server' | 'client';
  /** Names and addresses that a server answers at. */
  readonly names: readonly string[];
  readonly addresses: readonly string[];
  readonly days: number;
}

/** A clock a little behind finds the certificate valid too. */
const validity = (now: Date, days: number) => ({
  notBefore: new Date(now.getTime() - HOUR),
  notAfter: new Date(now.getTime() + days * DAY),
});

/** An authority that signs the certificates of one cluster, and nothing below them. */
export async function makeAuthority(name: string, days: number, now: Date): Promise<Credential> {
  const keys = await generateKeys();
  const cert = await x509.X509CertificateGenerator.createSelfSigned({
    name: `CN=${name}`,
    ...validity(now, days),
    keys,
    signingAlgorithm: ALGORITHM,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { cert: pem(cert.toString('pem')), key: await keyPem(keys.privateKey) };
}

/** A certificate that an authority signs. */
export async function issue(authority: Credential, wanted: Wanted, now: Date): Promise<Credential> {
  const issuer = new x509.X509Certificate(authority.cert);
  const signingKey = await readKey(authority.key);
  const keys = await generateKeys();
  const { notBefore, notAfter } = validity(now, wanted.days);
  const cert = await x509.X509CertificateGenerator.create({
    subject: `CN=${wanted.name}`,
    issuer: issuer.subject,
    notBefore,
    // Nobody believes a certificate for longer than its authority.
    notAfter: notAfter < issuer.notAfter ? notAfter : issuer.notAfter,
    publicKey: keys.publicKey,
    signingKey,
    signingAlgorithm: ALGORITHM,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([purpose(wanted)]),
      await x509.AuthorityKeyIdentifierExtension.create(issuer),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      ...(wanted.role === 'server' ? [alternativeNames(wanted)] : []),
    ],
  });
  return { cert: pem(cert.toString('pem')), key: await keyPem(keys.privateKey) };
}

const purpose = ({ role }: Wanted): x509.ExtendedKeyUsage =>
  role === 'server' ? x509.ExtendedKeyUsage.serverAuth : x509.ExtendedKeyUsage.clientAuth;

const alternativeNames = ({ names, addresses }: Wanted): x509.SubjectAlternativeNameExtension =>
  new x509.SubjectAlternativeNameExtension([
    ...names.map((value) => ({ type: 'dns', value }) as const),
    ...addresses.map((value) => ({ type: 'ip', value }) as const),
  ]);

/** What is wrong with an authority's files, of which none is ever replaced; undefined where it can sign. */
export async function authorityFault({ cert, key }: Credential, now: Date): Promise<string | undefined> {
  const found = readCertificate(cert);
  if (!found) return 'cert.pem is not a PEM certificate';
  if (found.getExtension(x509.BasicConstraintsExtension)?.ca !== true)
    return 'cert.pem is not a certificate of an authority';
  if (found.notAfter < now) return 'cert.pem has expired';
  const signing = await readKey(key).catch(() => undefined);
  if (!signing) return 'key.pem is not a PEM private key that meshinit can use (PKCS #8, ECDSA on P-256)';
  const isPair = await belongs(found, key).catch(() => false);
  return isPair ? undefined : 'key.pem does not belong to cert.pem';
}

/** Nothing but PEM: the library takes hexadecimal and bare base64 too. */
function readCertificate(text: string): x509.X509Certificate | undefined {
  try {
    return text.includes('-----BEGIN CERTIFICATE-----') ? new x509.X509Certificate(text) : undefined;
  } catch {
    return undefined;
  }
}

/** Why a certificate has to be made anew, or undefined where it does still. */
export async function whyNot(
  { cert, key }: Credential,
  authority: Credential,
  wanted: Wanted,
  now: Date,
  leastDays: number,
): Promise<string | undefined> {
  try {
    const found = readCertificate(cert);
    const issuer = new x509.X509Certificate(authority.cert);
    if (!found) return 'cannot be read';
    if (!(await found.verify({ publicKey: issuer.publicKey, signatureOnly: true })))
      return 'was signed by another authority';
    if (!(await belongs(found, key))) return 'has another key';
    const left = found.notAfter.getTime() - now.getTime();
    if (left < leastDays * DAY && found.notAfter < issuer.notAfter) return 'expires soon';
    if (left < 0) return 'has expired';
    if (wanted.role === 'server' && !sameNames(found, wanted)) return 'has other names';
    return undefined;
  } catch {
    return 'cannot be read';
  }
}

/** The last moment of a certificate. */
export const expiry = (cert: string): Date => new x509.X509Certificate(cert).notAfter;

function sameNames(found: x509.X509Certificate, wanted: Wanted): boolean {
  const extension = found.getExtension(x509.SubjectAlternativeNameExtension);
  const bytes = (value: x509.SubjectAlternativeNameExtension): string => Buffer.from(value.rawData).toString('base64');
  return extension !== null && bytes(extension) === bytes(alternativeNames(wanted));
}

/** Whether a key is the certificate's: a signature by one is right by the other. */
async function belongs(cert: x509.X509Certificate, key: string): Promise<boolean> {
  const text = Buffer.from('meshinit');
  const signature = await webcrypto.subtle.sign(ALGORITHM, await readKey(key), text);
  const publicKey = await cert.publicKey.export(ALGORITHM, ['verify']);
  return webcrypto.subtle.verify(ALGORITHM, publicKey, signature, text);
}

const generateKeys = (): Promise<CryptoKeyPair> =>
  webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']) as Promise<CryptoKeyPair>;

async function readKey(text: string): Promise<CryptoKey> {
  const [block] = x509.PemConverter.decode(text);
  if (!block) throw new Error('no private key');
  return (await webcrypto.subtle.importKey('pkcs8', block, ALGORITHM, false, ['sign'])) as CryptoKey;
}

async function keyPem(key: CryptoKey): Promise<string> {
  return pem(x509.PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY'));
}

const pem = (text: string): string => `${text.trim()}\n`;
