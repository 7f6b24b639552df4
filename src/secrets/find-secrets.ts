import type { ManifestPath } from '../diagnostics/diagnostic.ts';
import { isRecord } from '../manifest/wording.ts';
import { below, type Known, NOTHING_KNOWN } from './key-kinds.ts';
import { isLocation } from './placeholder.ts';
import { NO_PASSWORD, SECRET_FILE, type SecretKind } from './secret-facts.ts';
import { secretsInText } from './text-secrets.ts';
import { unpacked } from './unpacked.ts';

/** A value, or a part of one, that others should not read. */
export interface FoundSecret {
  readonly path: ManifestPath;
  readonly kind: SecretKind;
  /** For masking alone: never to be printed. */
  readonly value: string;
  /** Where in the value at the path it is. */
  readonly from: number;
  readonly to: number;
}

/**
 * Every secret of a value: the one decision that a document's mode, the Action and every mask rest on.
 * @param path where the value stands, in a manifest or in a document
 */
export const findSecrets = (value: unknown, path: ManifestPath = []): FoundSecret[] =>
  search(value, path, NOTHING_KNOWN);

/** Whether a value holds something that others should not read. */
export const holdsSecret = (value: unknown, path: ManifestPath = []): boolean => findSecrets(value, path).length > 0;

function search(value: unknown, path: ManifestPath, known: Known): FoundSecret[] {
  if (typeof value === 'string') return secretsOfText(value, path, known);
  if (typeof value === 'number') return secretsOfText(String(value), path, known);
  if (Array.isArray(value)) return ofList(value, path, known);
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    search(inner, [...path, key], knownOfEntry(known, key, isRecord(inner), value, path)),
  );
}

const whole = (value: string, path: ManifestPath, kind: SecretKind): FoundSecret => ({
  ...{ path, kind, value, from: 0 },
  to: value.length,
});

/**
 * What is known of the value of a key.
 * @param record the map that has the key
 * @param isMap whether the value is one
 */
export function knownOfEntry(
  known: Known,
  key: string,
  isMap: boolean,
  record: Readonly<Record<string, unknown>>,
  path: ManifestPath,
): Known {
  const isContent = key === 'content' || key === 'contents';
  // A file that nobody but its owner may read on the host is not for everybody here either.
  if (isContent && (isForOwner(record) || SECRET_FILE.test(String(record['path'] ?? '')))) {
    return { kind: 'value marked as secret', isTls: false };
  }
  return below(known, key, path, isMap);
}

/** cloud-init's `permissions: '0600'`, Ignition's `mode: 384`. */
const isForOwner = ({ permissions, mode }: Readonly<Record<string, unknown>>): boolean =>
  /^0?o?[0-7]00$/.test(String(permissions ?? '')) || (typeof mode === 'number' && mode > 0 && mode % 0o100 === 0);

/** Base64 of fewer letters is a word like any other. */
const SHORTEST_PACKED = 16;

/** The secrets of one text. */
export function secretsOfText(value: string, path: ManifestPath, { kind, isTls }: Known): FoundSecret[] {
  if (value === '') return [];
  if (isTls) return isPublicTls(value, path) ? [] : [whole(value, path, 'TLS key')];
  if (kind !== undefined) return isNone(value, kind) ? [] : [whole(value, path, secretsInText(value)[0]?.kind ?? kind)];
  const spans = secretsInText(value);
  if (spans.length > 0) {
    return spans.map(({ from, to, kind: found }) => ({ path, kind: found, value: value.slice(from, to), from, to }));
  }
  const plain = value.length < SHORTEST_PACKED ? undefined : unpacked(value);
  const [packed] = plain === undefined ? [] : secretsInText(plain);
  return packed ? [whole(value, path, packed.kind)] : [];
}

/** A certificate, or where on the host a file is. */
const isPublicTls = (value: string, path: ManifestPath): boolean =>
  isLocation(value) ||
  (path.at(-1) !== 'key' && value.includes('-----BEGIN CERTIFICATE') && !value.includes('PRIVATE KEY'));

/** A lock in the password's place, a template's variable; of another kind also where it is, and a switch. */
function isNone(value: string, kind: SecretKind): boolean {
  if (value.startsWith('{{')) return true;
  if (!kind.startsWith('password')) return isLocation(value) || /^(?:true|false|none|yes|no|system)$/.test(value);
  // chpasswd's list has a line for each user.
  return (
    NO_PASSWORD.test(value) || value.split('\n').every((line) => line === '' || /^[^:]{1,64}:(?:R|RANDOM)$/.test(line))
  );
}

/** Lists whose entries are the words of one command, besides lists in lists: `runcmd: [[docker, login, …]]`. */
const ARGUMENTS = /^(?:command|cmd|args|argv|arguments|entrypoint|exec)$/i;

/** Entry by entry; and a command's words as the command that they are. */
function ofList(list: readonly unknown[], path: ManifestPath, known: Known): FoundSecret[] {
  const found = list.flatMap((item, index) => search(item, [...path, index], known));
  const seen = new Set(found.map(({ path: at }) => at[path.length]));
  return [...found, ...secretsOfWords(list, path).filter(({ path: at }) => !seen.has(at[path.length]))];
}

/** The secrets of a list that is a command, word by word. */
export function secretsOfWords(list: readonly unknown[], path: ManifestPath): FoundSecret[] {
  const last = path.at(-1);
  const isCommand = typeof last === 'number' || (last !== undefined && ARGUMENTS.test(last));
  if (!isCommand || list.some((item) => typeof item === 'object')) return [];
  const entries = placed(list.map(String));
  const spans = secretsInText(entries.map(({ word }) => word).join(' '));
  let next = 0;
  return entries.flatMap(({ from, to, text }, index) => {
    while ((spans[next]?.to ?? Infinity) <= from) next += 1;
    const span = spans[next];
    return span && span.from < to ? [whole(text, [...path, index], span.kind)] : [];
  });
}

/** Each text with its place among all of them, a blank between two and none within one. */
function placed(texts: readonly string[]): { text: string; word: string; from: number; to: number }[] {
  let end = -1;
  return texts.map((text) => {
    const word = text.replace(/\s/g, '_');
    const from = end + 1;
    end = from + word.length;
    return { text, word, from, to: end };
  });
}
