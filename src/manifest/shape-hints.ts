import { parseAddress } from '../addresses/address.ts';
import type { ManifestPath } from '../diagnostics/diagnostic.ts';
import { didYouMean } from '../diagnostics/nearest.ts';
import { isSecretPath } from '../secrets/key-kinds.ts';
import { listHint } from './host-list.ts';
import { examplesAt, keysAt, schemasAt, wordsAt } from './keys.ts';
import { systemsNamed } from './os-names.ts';
import { patternOf } from './path-pattern.ts';
import { isRecord, orList, shortened } from './wording.ts';

/** A value that is wrong, and how it is written. */
export interface Wrong {
  readonly path: ManifestPath;
  readonly input: unknown;
  /** As in the text, without quotes. */
  readonly written: string;
  /** The type that the schema wants, as zod calls it; '' where the type is right. */
  readonly expected: string;
}

type Hint = (wrong: Wrong) => string;

const NO = /^(off|no|false|n|disabled?)$/i;
const YES = /^(on|yes|true|y|enabled?)$/i;

const osHint: Hint = ({ path, written }) => {
  const near = /\d/.test(written) ? didYouMean(written, wordsAt(path)) : '';
  const systems = systemsNamed(written);
  return near || (systems.length === 0 ? '' : `Did you mean ${orList(systems.map((id) => `'${id}'`))}?`);
};
const packageHint: Hint = () => 'Write each file as a map: { url: https://…, sha256: … }.';
const sha256Hint: Hint = ({ written, input }) => {
  const bare = written.toLowerCase().replace(/^sha256:/, '');
  if (typeof input === 'number') return 'Put it in quotes: YAML reads digits alone as a number.';
  return /^[0-9a-f]{64}$/.test(bare) ? `Did you mean '${bare}'?` : "'sha256sum FILE' prints it.";
};
const passthroughHint: Hint = ({ input }) =>
  typeof input === 'string' ? "Leave out the '|' or the quotes: the keys go below it, indented." : '';

/** What to do, by the place of the value; `*` is a name, `[]` an index. */
const HINTS: Readonly<Record<string, Hint>> = {
  meshinit: ({ written }) =>
    written === '1'
      ? 'Write it without quotes: meshinit: 1'
      : "It is the manifest's version, not the program's: meshinit: 1",
  hosts: ({ input }) => (typeof input === 'string' ? '' : listHint(input)),
  'hosts.*': ({ path, written, input }) => {
    const name = shortened(String(path[1]));
    if (input === null) return `Give its address: ${name}: { address: 10.0.0.11 }`;
    return 'fault' in parseAddress(written) ? '' : `Write it as ${name}: { address: ${written} }`;
  },
  'hosts.*.os': osHint,
  'defaults.os': osHint,
  'network.slice': ({ written }) => {
    if (/^([1-9]|[12]\d|3[0-2])$/.test(written)) return `Did you mean '/${written}'?`;
    const [, length] = /^[\d.]+(\/\d+)$/.exec(written) ?? [];
    return length ? `Did you mean '${length}'? The range of one host is hosts.<name>.slice.` : '';
  },
  'network.topology': ({ written }) => {
    if (written === 'star') return 'Name the hubs: topology: { star: [host1] }';
    if (written === 'survive') return 'Say how many hosts may fail: topology: { survive: 1 }';
    if (written === 'links') return 'List the links: topology: { links: [[host1, host2]] }';
    return /mesh|all/i.test(written) ? "Did you mean 'full'?" : '';
  },
  'network.topology.links[]': ({ input }) => linkHint(input),
  'network.loops': ({ written }) =>
    NO.test(written) || written === 'none' ? 'Loops are always prevented: auto chooses how.' : '',
  'docker.listen': ({ written }) =>
    /^\d+$/.test(written) ? `Did you mean mesh, or 127.0.0.1:${written}?` : 'Did you mean mesh?',
  'docker.daemon': passthroughHint,
  'hosts.*.cloud_config': passthroughHint,
  'defaults.cloud_config': passthroughHint,
  'hosts.*.ignition': passthroughHint,
  'defaults.ignition': passthroughHint,
  ovs: ({ written }) => (/^\d+(\.\d+)+$/.test(written) ? `Did you mean ovs: { version: '${written}' }?` : ''),
  'ovs.version': ({ input, written }) => {
    if (typeof input === 'number') return `Put it in quotes: version: '${written}'`;
    const [bare] = /^\d+\.\d+(\.\d+)*/.exec(written) ?? [];
    return bare ? `Did you mean '${bare}'?` : '';
  },
  'ovs.from.debs[]': packageHint,
  'ovs.from.rpms[]': packageHint,
  'ovs.from.debs[].sha256': sha256Hint,
  'ovs.from.rpms[].sha256': sha256Hint,
  firewall: ({ written }) =>
    NO.test(written) ? "Did you mean 'none'?" : YES.test(written) ? "Did you mean 'auto'?" : '',
  allow: () => 'Give each code its reason: allow: { MI0652: the vault stays }',
  'allow.*': ({ path }) => `Say why, for example: ${shortened(String(path[1]))}: the vault stays`,
};

/** Compose takes an empty variable from where it runs. */
const isEmptyVariable = ({ path: [first, , key, ...rest], input }: Wrong): boolean =>
  first === 'containers' && key === 'environment' && rest.length === 1 && input === null;

/** What to do about a value of a wrong type or form, or ''. Never holds a secret. */
export function hintFor(wrong: Wrong): string {
  if (isEmptyVariable(wrong)) {
    return "Compose would take it from the environment that it runs in; hosts have none: write '', a value, or { $env: NAME }.";
  }
  const pattern = patternOf(wrong.path);
  const own = Object.hasOwn(HINTS, pattern) ? (HINTS[pattern]?.(wrong) ?? '') : '';
  if (own !== '' || isSecretPath(wrong.path)) return own;
  return wordHint(wrong) || typeHint(wrong);
}

function wordHint({ path, written, input }: Wrong): string {
  const words = [...wordsAt(path), ...keysAt(path)];
  if (typeof input !== 'string' || words.includes(written)) return '';
  const part = words.filter((word) => written.length > 1 && word.includes(written.toLowerCase()));
  return didYouMean(written, words) || (part.length === 1 ? `Did you mean '${part[0]}'?` : '');
}

function typeHint({ path, input, written, expected }: Wrong): string {
  const text = shortened(written);
  if (expected === 'boolean') {
    return NO.test(written) ? 'Write false, without quotes.' : YES.test(written) ? 'Write true, without quotes.' : '';
  }
  if (expected === 'number' || expected === 'int') {
    const [number] = /^\d+/.exec(written) ?? [];
    return number && typeof input === 'string' ? `Write only the number, without quotes: ${number}` : '';
  }
  if (expected === 'string' && (typeof input === 'number' || typeof input === 'boolean')) {
    const [example] = examplesAt(path);
    return example === undefined ? `Put it in quotes: '${text}'` : `For example: ${example}`;
  }
  if (expected === 'array' && typeof input === 'string') return `Write a list: [${text}]`;
  return typeof input === 'string' && MAPS.includes(expected) ? joinedHint(path, input) || childHint(path, input) : '';
}

const MAPS = ['object', 'record'];

/** A text where expected a map: what separates a key from its value may be missing. */
function joinedHint(path: ManifestPath, input: string): string {
  const [, key = '', sign, rest = ''] = /^([\w.-]+)(:|\s+)(\S[^\n]*)$/.exec(input) ?? [];
  const example = isSecretPath([...path, key]) ? '' : `: ${key}: ${shortened(rest)}`;
  const isKey = keysAt(path).includes(key);
  if (isKey) return `${sign === ':' ? 'A space is missing after the colon' : 'A colon is missing'}${example}`;
  const takesNames = schemasAt(path).length > 0 && keysAt(path).length === 0;
  return takesNames && /^[\w-]+$/.test(input) ? `Is a colon missing after '${shortened(input)}'?` : '';
}

/** `network: ring`: a word that one key of the map takes. */
function childHint(path: ManifestPath, input: string): string {
  const homes = keysAt(path).filter((key) => wordsAt([...path, key]).includes(input));
  return homes.length === 1 ? `Did you mean ${path.at(-1)}: { ${homes[0]}: ${input} }?` : '';
}

function linkHint(input: unknown): string {
  if (isRecord(input)) {
    const ends = Object.values(input).filter((end) => typeof end === 'string' && /^[\w-]{1,63}$/.test(end));
    return `Write a link as a list of its two hosts: [${ends.length === 2 ? ends.join(', ') : 'host1, host2'}]`;
  }
  if (Array.isArray(input)) {
    const ends = input.filter((end) => typeof end === 'string' && /^[\w-]{1,63}$/.test(end));
    return input.length > 2 && ends.length === input.length && ends.length < 5
      ? `Write one link for each pair: ${ends
          .slice(1)
          .map((end, index) => `[${ends[index]}, ${end}]`)
          .join(', ')}`
      : '';
  }
  return 'Each link is a list itself: links: [[host1, host2]]';
}
