import type { Law, ManifestPath } from '../diagnostics/diagnostic.ts';
import { didYouMean } from '../diagnostics/nearest.ts';
import type { Report } from '../diagnostics/reporter.ts';
import { isRecord, nameOf, orList, shortened } from '../manifest/wording.ts';
import { SCHEMA_VERSION } from './cloud-config-schema.ts';
import { illegalCloudConfig, incompleteCloudConfig, unknownCloudConfigKey, wrongCloudConfigType } from './laws.ts';
import type { SchemaFault, Wanted } from './schema-fault.ts';

/** More keys than this are no help in a message. */
const MOST_KEYS = 30;

/**
 * A fault of raw cloud-config in words. Types, sizes and keys are told, and never a value: any may be a secret.
 * @param path where the manifest has it
 */
export function describeFault(fault: SchemaFault, path: ManifestPath): Report & { readonly law: Law } {
  switch (fault.kind) {
    case 'key':
      return { law: unknownCloudConfigKey, path, at: 'key', ...describeKey(fault, path) };
    case 'missing':
      return {
        law: incompleteCloudConfig,
        path,
        message: `${nameOf(path)} has no ${orList(fault.anyOf.map((key) => `'${key}'`))}`,
        hint: '',
      };
    case 'type':
    case 'value':
      return {
        law: fault.kind === 'type' ? wrongCloudConfigType : illegalCloudConfig,
        path,
        message: `${nameOf(path)} is ${sized(fault.found)}; ${wantedText(fault.wanted)}`,
        hint: hintFor(fault, path),
      };
  }
}

function describeKey({ path: inside, legal, patterns }: Extract<SchemaFault, { kind: 'key' }>, path: ManifestPath) {
  const key = String(path.at(-1));
  const name = `unknown key '${shortened(key)}' in ${nameOf(path.slice(0, -1))}`;
  const meant = didYouMean(key, legal);
  if (inside.length === 1) {
    const hint = TOP_LEVEL_HINTS[key] ?? (meant === '' ? hintFromPart(key, legal) : meant);
    return { message: `${name}: cloud-init ${SCHEMA_VERSION} has no such key`, hint };
  }
  const forms = patterns.map((pattern) => `those of the form ${pattern}`);
  const words = legal.length > MOST_KEYS ? [] : [...legal, ...forms];
  return { message: words.length === 0 ? name : `${name}; legal keys: ${words.join(', ')}`, hint: meant };
}

/** What people take for cloud-config. */
const TOP_LEVEL_HINTS: Readonly<Record<string, string>> = {
  network: 'cloud-init takes no network configuration from user-data; meshinit plans the mesh, the image the rest.',
  docker: 'Docker’s options go into the manifest’s own docker.daemon.',
  files: "Did you mean 'write_files'?",
  commands: "Did you mean 'runcmd'?",
};

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

/** `a list is wanted`, `legal values: gz, b64`, `a whole number, a number of at least 0 or now is wanted`. */
function wantedText({ types, values, forms }: Wanted): string {
  const kinds = types.map((type) => TYPES[type] ?? type);
  const texts = values.map(String);
  if (kinds.length === 0 && forms.length === 0) return `legal values: ${texts.join(', ')}`;
  return `${orList([...kinds, ...forms, ...texts])} is wanted`;
}

/** Its type, with what its size may have to do with the fault. */
function sized(value: unknown): string {
  if (value === null || value === undefined) return 'empty';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of ${value.length}`;
  if (isRecord(value)) return Object.keys(value).length === 0 ? 'an empty map' : 'a map';
  if (typeof value === 'string') return value === '' ? 'an empty text' : 'a text';
  return `a ${typeof value}`;
}

function hintFor(
  { found, wanted, path: inside }: Extract<SchemaFault, { kind: 'type' | 'value' }>,
  path: ManifestPath,
): string {
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
  if ((typeof found === 'number' || typeof found === 'boolean') && takes('string')) return 'Put it in quotes.';
  if (typeof found === 'string' && (takes('integer') || takes('number')) && /^\d+$/.test(found)) {
    return 'Take its quotes away.';
  }
  if (isScalar && found !== null && takes('array')) return `Write it as a list: ${key}: [ … ].`;
  if (isRecord(found) && takes('array')) return 'Begin each entry of the list with a dash: - …';
  return '';
}

const isCommand = (path: ManifestPath): boolean => path[0] === 'runcmd' || path[0] === 'bootcmd';
