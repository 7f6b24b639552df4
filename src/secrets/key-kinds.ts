import type { ManifestPath } from '../diagnostics/diagnostic.ts';
import { HARMLESS_KEY, keyFacts, keysWithDigits, NO_SECRET_KEY, type SecretKind } from './secret-facts.ts';

/** A key of more letters is no key that anybody gave a meaning. */
const LONGEST_KEY = 100;

/** What a key says of its value: `Plain-Text_passwd` and `plaintextpasswd` are one. */
export function kindOfKey(key: string): SecretKind | undefined {
  if (key.length > LONGEST_KEY) return undefined;
  if (keysWithDigits.includes(key)) return 'password';
  const bare = key.toLowerCase().replace(/[^a-z]/g, '');
  return NO_SECRET_KEY.test(bare) ? undefined : keyFacts.find((fact) => fact.key.test(bare))?.kind;
}

/** Whether what stands under this key is no secret although the keys above are one's. */
export const isHarmlessKey = (key: string): boolean => HARMLESS_KEY.test(key.toLowerCase().replace(/[^a-z]/g, ''));

/** What is known of a place, before its value is looked at. */
export interface Known {
  /** undefined where nothing is. */
  readonly kind: SecretKind | undefined;
  /** In `docker.tls` and a host's `tls`: whether the value is a text or a path decides. */
  readonly isTls: boolean;
}

export const NOTHING_KNOWN: Known = { kind: undefined, isTls: false };

/** What is known below one more key. */
export function below(known: Known, key: string, path: ManifestPath, isMap: boolean): Known {
  // A host may be called `token`.
  if (path.length === 1 && path[0] === 'hosts') return NOTHING_KNOWN;
  if (isTlsMap([...path, key])) return { kind: 'TLS key', isTls: true };
  if (known.isTls) return known;
  if (known.kind !== undefined && isHarmlessKey(key)) return NOTHING_KNOWN;
  // Ignition's `passwd` is a map of users and groups.
  if (key === 'passwd' && isMap) return known;
  return known.kind === undefined ? { kind: kindOfKey(key), isTls: false } : known;
}

/** `docker.tls`, `hosts.<name>.tls`, `defaults.tls`; of the daemon's options `tls` is true or false. */
const isTlsMap = (path: ManifestPath): boolean =>
  String(path.at(-1)).toLowerCase() === 'tls' &&
  (path.length === 2 ? path[0] !== 'hosts' : path.length === 3 && path[0] === 'hosts');

/** Keys of a manifest whose values are other programs' words. */
const PARTS = ['cloud_config', 'ignition', 'daemon'];

/** Whether a path leads to what other programs read: any text may stand there, and a comment on it. */
export const isRawPart = (path: ManifestPath): boolean =>
  PARTS.includes(String(path.at(-1))) && (path.length === 2 || (path.length === 3 && path[0] === 'hosts'));

/** Whether a text at a path is never shown, whatever it is: a secret's place, or one where a whole document may stand. */
export function isSecretPath(path: ManifestPath): boolean {
  let known = NOTHING_KNOWN;
  for (const [index, step] of path.entries()) {
    if (typeof step === 'string') known = below(known, step, path.slice(0, index), index < path.length - 1);
  }
  return known.kind !== undefined || isRawPart(path);
}
