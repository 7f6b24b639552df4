import type { ManifestPath, Place } from '../diagnostics/diagnostic.ts';
import { parseManifest } from '../manifest/parse.ts';
import { isRecord } from '../manifest/wording.ts';
import { type SecretKind, secretKindOfText, unpacked } from './secret-text.ts';

/** A value of a manifest that others should not read. */
export interface HeldSecret extends Place {
  /** The host whose document holds it; undefined where every host's does. */
  readonly host: string | undefined;
  readonly path: ManifestPath;
  readonly kind: SecretKind;
  /** For masking alone: never to be printed. */
  readonly value: string;
}

interface Found {
  readonly path: ManifestPath;
  readonly kind: SecretKind;
  readonly value: string;
}

/**
 * Every value of a manifest that lands in a document and is for nobody else: private keys, password hashes, passwords,
 * tokens, credentials in addresses, and files that nobody but their owner may read.
 * @param text a manifest, YAML
 */
export function heldSecrets(text: string): HeldSecret[] {
  const { source, input } = parseManifest(text);
  if (!input) return [];
  const shared = [
    ...search(input.defaults, ['defaults'], undefined),
    ...search(input.docker, ['docker'], undefined),
  ].map((found) => ({ ...found, host: undefined }));
  const own = Object.entries(input.hosts).flatMap(([host, value]) =>
    search(value, ['hosts', host], undefined).map((found) => ({ ...found, host })),
  );
  return [...shared, ...own]
    .map((found) => ({ ...found, ...source.locate(found.path, 'key') }))
    .toSorted((a, b) => a.line - b.line || a.column - b.column);
}

/** Whether a value holds something that others should not read. */
export const holdsSecret = (value: unknown): boolean => search(value, [], undefined).length > 0;

/**
 * What a key says about the texts below it, whatever they look like. Keys of cloud-init (users, chpasswd, ssh,
 * wireguard) and of Ignition (passwordHash).
 */
const keyKinds: readonly { readonly key: RegExp; readonly kind: SecretKind }[] = [
  { key: /^(hashedpasswd|passwd|passwordhash)$/, kind: 'password hash' },
  { key: /^(plaintextpasswd|password|chpasswd)$/, kind: 'password' },
  { key: /^(sshkeys|wireguard|.*privatekey.*)$/, kind: 'private key' },
  { key: /token/, kind: 'token' },
  { key: /^httpheaders$/, kind: 'token' },
  { key: /secret|^keyfile$/, kind: 'value marked as secret' },
];

function kindOfKey(key: string): SecretKind | undefined {
  const bare = key.toLowerCase().replace(/[^a-z]/g, '');
  return keyKinds.find((candidate) => candidate.key.test(bare))?.kind;
}

/** @param known what a key above has said already */
function search(value: unknown, path: ManifestPath, known: SecretKind | undefined): Found[] {
  if (typeof value === 'string') return searchText(value, path, known);
  if (Array.isArray(value)) return value.flatMap((item, index) => search(item, [...path, index], known));
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    search(inner, [...path, key], LABELS.has(key) ? undefined : (known ?? kindOfEntry(key, value, path))),
  );
}

/** Keys whose texts only say whose or where a secret is. */
const LABELS: ReadonlySet<string> = new Set(['name', 'type', 'path', 'config_path']);

function kindOfEntry(
  key: string,
  record: Readonly<Record<string, unknown>>,
  path: ManifestPath,
): SecretKind | undefined {
  // A file that nobody but its owner may read on the host is not for everybody here either.
  const isContent = key === 'content' || key === 'contents';
  if (isContent && isForOwner(record)) return 'value marked as secret';
  // A host may be called `token`.
  return path.length === 1 && path[0] === 'hosts' ? undefined : kindOfKey(key);
}

/** cloud-init's `permissions: '0600'`, Ignition's `mode: 384`. */
const isForOwner = ({ permissions, mode }: Readonly<Record<string, unknown>>): boolean =>
  /^0?o?[0-7]00$/.test(String(permissions ?? '')) || (typeof mode === 'number' && mode > 0 && mode % 0o100 === 0);

/** A locked password (shadow(5)), and what a variable or a template puts in later. */
const EMPTY = /^(?:[*!x]|!!|!\*|RANDOM|R)$/;

function searchText(value: string, path: ManifestPath, known: SecretKind | undefined): Found[] {
  if (value === '' || (known?.startsWith('password') && EMPTY.test(value))) return [];
  const plain = unpacked(value);
  const kind = secretKindOfText(value) ?? (plain === undefined ? undefined : secretKindOfText(plain)) ?? known;
  if (kind === undefined) return [];
  return [{ path, kind: kind === 'private key' && path.includes('tls') ? 'TLS key' : kind, value }];
}
