import type { Law, ManifestPath } from '../diagnostics/diagnostic.ts';
import { didYouMean } from '../diagnostics/nearest.ts';
import type { Report } from '../diagnostics/reporter.ts';
import { isRecord, nameOf, orList, shortened } from '../manifest/wording.ts';
import { illegalCloudConfig, incompleteCloudConfig, unknownCloudConfigKey, wrongCloudConfigType } from './laws.ts';
import type { SchemaFault, Unfit, Wanted } from './schema-fault.ts';

/** More keys or values than this are no help in a message. */
const MOST_KEYS = 30;

/** What is to be said of one place. */
export interface Words extends Omit<Report, 'path'> {
  readonly law: Law;
}

/**
 * A fault of raw cloud-config in words. Types, sizes and keys are told, and never a value: any may be a secret.
 * @param path where the manifest has it
 */
export function describeFault(fault: SchemaFault, path: ManifestPath): Words {
  switch (fault.kind) {
    case 'key':
      return { law: unknownCloudConfigKey, at: 'key', ...describeKey(fault, path) };
    case 'missing':
      return {
        law: incompleteCloudConfig,
        message: `${nameOf(path)} has no ${orList(fault.anyOf.map((key) => `'${key}'`))}`,
        hint: '',
      };
    case 'type':
    case 'value':
      return {
        law: fault.kind === 'type' ? wrongCloudConfigType : illegalCloudConfig,
        message: `${nameOf(path)} is ${unlike(fault)}`,
        hint: hintFor(fault, path),
      };
  }
}

function describeKey({ path: inside, legal, patterns }: Extract<SchemaFault, { kind: 'key' }>, path: ManifestPath) {
  const key = String(path.at(-1));
  const name = `unknown key '${shortened(key)}' in ${nameOf(path.slice(0, -1))}`;
  const meant = didYouMean(key, legal);
  if (inside.length === 1) {
    const hint = TOP_LEVEL_HINTS.get(key) ?? (meant === '' ? hintFromPart(key, legal) : meant);
    return { message: `${name}: cloud-init has no such key`, hint };
  }
  // `lock-passwd` is `lock_passwd` in another spelling.
  const listed = legal.filter((other) => !(other.includes('-') && legal.includes(other.replaceAll('-', '_'))));
  const forms = patterns.map((pattern) => `those of the form ${pattern}`);
  const words = listed.length > MOST_KEYS ? [] : [...listed, ...forms];
  return { message: words.length === 0 ? name : `${name}; legal keys: ${words.join(', ')}`, hint: meant };
}

/** What people take for cloud-config. */
const TOP_LEVEL_HINTS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    network:
      'cloud-init reads no network configuration from user-data. meshinit configures the mesh, the image everything else.',
    docker: 'Docker’s options go into the manifest’s own docker.daemon.',
    files: "Did you mean 'write_files'?",
    commands: "Did you mean 'runcmd'?",
  }),
);

/** `ssh_keys_public`, `files`: the one key that has the word in it, or that the word has in itself. */
function hintFromPart(key: string, legal: readonly string[]): string {
  const holding = legal.filter((other) => other.split('_').includes(key));
  return holding.length === 1 ? `Did you mean '${holding[0]}'?` : '';
}

const TYPES: Readonly<Record<string, string>> = {
  object: 'a map',
  array: 'a list',
  string: 'a text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  null: 'nothing',
};

/** `a text; expected a list`, `not one of its legal values: gz, b64`. */
export function unlike({ found, wanted }: Unfit): string {
  const { types, values, forms } = wanted;
  if (typeof found === 'string' && types.length === 0 && forms.length === 0) {
    return `not one of its legal values: ${values.join(', ')}`;
  }
  return `${sized(found)}; ${wantedText(wanted)}`;
}

/** `expected a list`, `legal values: gz, b64`, `expected a whole number, at least 1 entry or now`. */
function wantedText({ types, values, forms }: Wanted): string {
  // Last what has an 'or' of its own.
  const kinds = types
    .toSorted((a, b) => Number(a === 'boolean') - Number(b === 'boolean'))
    .map((type) => TYPES[type] ?? type);
  const texts = values.length > MOST_KEYS ? ['a value that cloud-init knows'] : values.map(String);
  if (kinds.length === 0 && forms.length === 0) return `legal values: ${texts.join(', ')}`;
  return `expected ${orList([...kinds, ...forms, ...texts])}`;
}

/** Its type, with what its size may have to do with the fault. */
function sized(value: unknown): string {
  if (value === null || value === undefined) return 'empty';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of ${value.length}`;
  if (isRecord(value)) return Object.keys(value).length === 0 ? 'an empty map' : 'a map';
  if (typeof value === 'string') return value === '' ? 'an empty text' : 'a text';
  return `a ${typeof value}`;
}

function hintFor({ found, wanted, path: inside }: Unfit, path: ManifestPath): string {
  const key = String(path.at(-1));
  const takes = (type: string): boolean => wanted.types.includes(type);
  const isScalar = typeof found !== 'object' || found === null;
  if (typeof found === 'string' && takes('boolean') && /^(y|yes|n|no|on|off)$/i.test(found)) {
    return 'The manifest is YAML 1.2, to which yes, no, on and off are texts: write true or false.';
  }
  if (typeof found === 'string' && wanted.values.length > 0) return didYouMean(found, wanted.values.map(String));
  if (key === 'permissions' && typeof found === 'number') return "Quote it, with its leading zero, as '0644' is.";
  if (isRecord(found) && takes('string') && isCommand(inside)) {
    return 'A colon and a space make a map of a line of YAML: put the command in quotes.';
  }
  if ((typeof found === 'number' || typeof found === 'boolean') && takes('string') && !takes('boolean')) {
    return 'Put it in quotes.';
  }
  if (typeof found === 'string' && UNQUOTED.some(({ types, form }) => types.some(takes) && form.test(found))) {
    return 'Remove the quotes.';
  }
  if (isScalar && found !== null && takes('array')) {
    return `Write it as a list: ${typeof path.at(-1) === 'number' ? '' : `${key}: `}[ … ].`;
  }
  if (isRecord(found) && takes('array')) return 'Begin each entry of the list with a dash: - …';
  return '';
}

/** What is no text without its quotes. */
const UNQUOTED = [
  { types: ['integer', 'number'], form: /^\d+$/ },
  { types: ['boolean'], form: /^(true|false)$/ },
];

const isCommand = (path: ManifestPath): boolean => path[0] === 'runcmd' || path[0] === 'bootcmd';
