import { formatIds as diagnosticsFormats } from '../diagnostics/formats.ts';
import { formatIds } from '../document/formats/ids.ts';
import { UsageError } from '../edge/errors.ts';
import { pictureIds } from '../graph/picture-ids.ts';
import { sourceIds } from '../init/source-ids.ts';
import type { Keys } from '../keys/keys.ts';
import { providerIds } from '../providers/providers.ts';

export const DEFAULT_MANIFEST = 'meshinit.yaml';

/** What `readOptions` has found for a key: `true` for an option without a value, a list for a repeatable one. */
export type GivenValue = string | true | readonly string[];

/**
 * An option's value, or its default. By hand: zod's schema would take longer to make than a mesh to plan.
 * @throws UsageError where the value is not legal
 */
type Reader<Value> = (given: GivenValue | undefined, key: string) => Value;

const isNot = (key: string, given: GivenValue, what: string): UsageError =>
  new UsageError(`--${key} '${given}' is not ${what}`);

const text: Reader<string | undefined> = (given) => (typeof given === 'string' ? given : undefined);
const texts: Reader<readonly string[] | undefined> = (given) => (Array.isArray(given) ? given : undefined);
const flag: Reader<boolean> = (given) => given === true;

function oneOf<Word extends string>(words: readonly Word[]): Reader<Word | undefined>;
function oneOf<Word extends string>(words: readonly Word[], otherwise: Word): Reader<Word>;
function oneOf<Word extends string>(words: readonly Word[], otherwise?: Word): Reader<Word | undefined> {
  return (given, key) => {
    if (given === undefined) return otherwise;
    const word = words.find((legal) => legal === given);
    if (word === undefined) throw isNot(key, given, `one of ${words.join(', ')}`);
    return word;
  };
}

function number(what: string, least: number, most: number): Reader<number | undefined>;
function number(what: string, least: number, most: number, otherwise: number): Reader<number>;
function number(what: string, least: number, most: number, otherwise?: number): Reader<number | undefined> {
  return (given, key) => {
    if (given === undefined) return otherwise;
    const value = typeof given === 'string' && /^(?:0|[1-9]\d{0,4})$/.test(given) ? Number(given) : -1;
    if (value < least || value > most) throw isNot(key, given, `${what} from ${least} to ${most}`);
    return value;
  };
}

/** Every option of every command, by its key. */
const readers = {
  manifest: text,
  typed: text,
  valuesFile: text,
  oldValues: text,
  settings: texts,
  host: texts,
  out: text,
  picture: oneOf(pictureIds, pictureIds[0]),
  format: oneOf(formatIds),
  diagnostics: oneOf(diagnosticsFormats, 'pretty'),
  stdout: flag,
  watch: flag,
  readable: flag,
  gzip: flag,
  base64: flag,
  seed: text,
  rotate: flag,
  finish: flag,
  frozen: flag,
  strict: flag,
  days: number('a number of days', 1, 9999, 365),
  url: text,
  sha256: text,
  os: text,
  serve: text,
  provider: oneOf(providerIds),
  name: text,
  force: flag,
  text: flag,
  exitCode: flag,
  from: text,
  source: oneOf(sourceIds),
  all: flag,
  json: flag,
  noOpen: flag,
  port: number('a port', 0, 65_535, 0),
  pretty: flag,
  within: number('a number of seconds', 1, 99_999),
  live: flag,
  dryRun: flag,
  yes: flag,
  parallel: flag,
} as const;

type Readers = typeof readers;
type Key = keyof Readers;
type Optional = { [K in Key]: undefined extends ReturnType<Readers[K]> ? K : never }[Key];
type Read = { readonly [K in Exclude<Key, Optional>]: ReturnType<Readers[K]> } & {
  readonly [K in Optional]?: ReturnType<Readers[K]>;
};

/** Every option by its key: what was given, and the defaults of the rest. */
export function optionValues(given: Readonly<Record<string, GivenValue>>): Read {
  const values: Record<string, unknown> = {};
  for (const key of Object.keys(readers) as Key[]) {
    const value = readers[key](given[key], key);
    if (value !== undefined) values[key] = value;
  }
  return values as Read;
}

/** A command's options, checked. */
export type Options = Read & {
  /** Path of the manifest, or `-` for standard input. */
  readonly manifest: string;
  /** Whether it is not the default. */
  readonly isManifestNamed: boolean;
  /** The words that the command takes, as written; of optional ones there may be fewer. */
  readonly words: readonly string[];
  /** What the seed gives, once a command that needs it has read that. */
  readonly keys?: Keys | undefined;
  /** Where no host gets what is built, no seed is needed. */
  readonly isTrial?: boolean;
};
