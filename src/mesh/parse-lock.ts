import * as z from 'zod';
import { parseAddress } from '../addresses/address.ts';
import { parseCidr } from '../addresses/cidr.ts';
import type { Diagnostic, ManifestPath } from '../diagnostics/diagnostic.ts';
import { type Report, Reporter } from '../diagnostics/reporter.ts';
import { isKeyText } from '../keys/key-text.ts';
import { plannedLayoutIds } from '../layouts/ids.ts';
import { type Fault, reportFault } from '../manifest/fault.ts';
import { FileSource } from '../manifest/file-source.ts';
import { LABEL, LABEL_TEXT } from '../manifest/host-schema.ts';
import { shortened } from '../manifest/wording.ts';
import type { LockedContainers } from './containers.ts';
import type { Lock, LockedFurther, Place } from './lock.ts';
import { findLockFault } from './lock-faults.ts';
import { lockUnreadable } from './lock-laws.ts';
import { type LockTree, lockTree } from './lock-tree.ts';
import type { LockedEncryption, LockedKey } from './locked-keys.ts';
import { withNumberedPlaces } from './numbered-lock.ts';
import { LOCK_KEY, LOCK_VERSION, NO_LOCK, readLockText } from './read-lock-text.ts';

/** Numbers of links follow from those of hosts: an interface's name, `geneve` and such a number, has 15 bytes at most. */
const MOST_HOSTS = 2 ** 24;

const TAKE_BACK = 'Restore the file from version control, or delete it to plan every host anew.';
const GENERATION = 'expected a whole number from 0 to 999999';
const NUMBER = `expected a whole number from 1 to ${MOST_HOSTS}`;
const text = z.string('expected a text');

/** A map of these keys, whose faults are for people. */
const map = <Shape extends z.core.$ZodLooseShape>(shape: Shape) =>
  z
    .map(z.string(), z.unknown(), 'expected a map')
    .transform((given) => Object.fromEntries(given))
    .pipe(
      z.strictObject(shape, {
        error: ({ code, ...issue }) =>
          code === 'unrecognized_keys' && 'keys' in issue
            ? `unknown key '${String(issue.keys)}'; legal: ${Object.keys(shape).join(', ')}`
            : 'expected a map',
      }),
    );

/** Every value of the file is a text: a name is never taken for a number, and a number is one where it is wanted. */
const number = z
  .string(NUMBER)
  .regex(/^[1-9]\d{0,7}$/, NUMBER)
  .transform(Number)
  .pipe(z.int().max(MOST_HOSTS, NUMBER));
const KEY = 'expected a whole number from 0 to 4294967295';
const key = z
  .string(KEY)
  .regex(/^(0|[1-9]\d{0,9})$/, KEY)
  .transform(Number)
  .pipe(z.int().max(0xffff_ffff, KEY));
const place = { slice: text, bridge: text };
const entry = map({ number, ...place });
const furtherEntry = map(place);
const named = <Entry extends z.ZodType>(value: Entry) =>
  z.map(z.string().regex(LABEL, `expected a host's name: ${LABEL_TEXT}`), value, 'expected a map of hosts');
const ranges = {
  subnet: text,
  layout: z.enum(plannedLayoutIds, `legal values: ${plannedLayoutIds.join(', ')}`),
  slice: text,
  bridges: text,
  subnet6: text.optional(),
};
const ADDRESS = 'expected an IPv4 address';
const address = z.string(ADDRESS).transform((given, context) => {
  const read = parseAddress(given);
  if (!('fault' in read) && read.family === 4) return Number(read.value);
  context.addIssue({ code: 'custom', message: ADDRESS });
  return z.NEVER;
});
/** By container, then by host. */
const containers = z
  .map(
    z.string().regex(LABEL, `expected a container's name: ${LABEL_TEXT}`),
    named(address),
    'expected a map of containers',
  )
  .optional();
const further = map({
  network: map({ ...ranges, key: key.optional() }),
  hosts: named(furtherEntry),
  containers,
  retired: named(furtherEntry).optional(),
});
const generation = z
  .string(GENERATION)
  .regex(/^(0|[1-9]\d{0,5})$/, GENERATION)
  .transform(Number);
const hostKey = map({
  id: z.string().regex(/^[1-9]\d{0,7}-[a-z0-9-]{1,63}$/, 'expected a number, a hyphen and a host’s name'),
  generation,
  public: z.string().refine(isKeyText, 'expected a public key: 44 characters of base64'),
});
const digest = z.string().refine(isKeyText, 'expected a digest: 44 characters of base64');
const SEATS = 'expected names of hosts with spaces between them';
/** Whoever removes all lines leaves the key without a value. */
const keys = z.preprocess((given) => (given === null || given === '' ? new Map() : given), named(hostKey)).optional();
const schema = map({
  [LOCK_KEY]: z.literal(LOCK_VERSION),
  cluster: text,
  network: map(ranges),
  hosts: named(entry),
  retired: named(entry).optional(),
  containers,
  networks: z
    .map(z.string().regex(LABEL, `expected a network's name: ${LABEL_TEXT}`), further, 'expected a map of networks')
    .optional(),
  overlay: map({
    seats: z
      .string(SEATS)
      .regex(/^[a-z0-9-]+( [a-z0-9-]+)*$/, SEATS)
      .transform((given) => given.split(' ')),
  }).optional(),
  authority: map({ generation, digest, former: digest.optional() }).optional(),
  encryption: map({ range: text, generation }).optional(),
  keys,
  former: named(hostKey).optional(),
});

/** The lock that a text spells, or the first thing that is wrong with it. Never throws for what the text holds. */
export function parseLock(text: string): Lock | Diagnostic {
  const { root, fault } = readLockText(text);
  const source = new FileSource(text, root);
  const reporter = new Reporter(source, 'lock');
  const refuse = (found: Fault): void => reportFault({ hint: TAKE_BACK, ...found }, source, reporter);
  if (fault) refuse(fault);
  const tree = reporter.failed ? undefined : lockTree(root, refuse);
  const lock = tree === undefined || reporter.failed ? undefined : readTree(tree);
  const wrong = lock && ('message' in lock ? lock : findLockFault(lock, source));
  if (wrong) reporter.report(lockUnreadable, { hint: TAKE_BACK, ...wrong });
  const [first] = reporter.list();
  if (first) return { ...first, message: `the lock file cannot be used: ${first.message}` };
  if (!lock || 'message' in lock) throw new Error('a lock file without a fault was not read');
  return lock;
}

function readTree(tree: LockTree): Lock | Report {
  const result = schema.safeParse(withNumberedPlaces(tree));
  if (!result.success) return shapeFault(result.error.issues[0], tree);
  const { cluster, network, networks = new Map(), ...main } = result.data;
  const places = readPlaces(main, [], ({ number }) => ({ number }));
  if ('message' in places) return places;
  const furthers = new Map<string, LockedFurther>();
  for (const [name, { network: given, ...section }] of networks) {
    const { key, ...own } = given;
    const read = readPlaces(section, ['networks', name], () => ({}));
    if ('message' in read) return read;
    furthers.set(name, { network: own, key, ...read });
  }
  return {
    cluster,
    network,
    networks: furthers,
    ...places,
    seats: main.overlay?.seats,
    authority: main.authority && { ...main.authority, former: main.authority.former },
    encryption: encryptionOf(main),
  };
}

function encryptionOf({
  encryption,
  keys = new Map(),
  former,
}: Pick<z.output<typeof schema>, 'encryption' | 'keys' | 'former'>): LockedEncryption | undefined {
  const read = (given: ReadonlyMap<string, z.output<typeof hostKey>>): Map<string, LockedKey> =>
    new Map([...given].map(([name, { public: publicKey, ...rest }]) => [name, { ...rest, publicKey }]));
  return encryption && { ...encryption, keys: read(keys), former: former && read(former) };
}

type Entry = z.output<typeof furtherEntry>;
interface GivenPlaces<Given> {
  readonly hosts: Map<string, Given>;
  readonly retired?: Map<string, Given> | undefined;
  readonly containers?: LockedContainers | undefined;
}
interface Groups<Value> {
  readonly hosts: ReadonlyMap<string, Value>;
  readonly retired: ReadonlyMap<string, Value>;
  readonly containers: LockedContainers;
}

/** @param kept what an entry has besides its place */
function readPlaces<Given extends Entry, Kept extends object>(
  { hosts, retired = new Map(), containers = new Map() }: GivenPlaces<Given>,
  path: ManifestPath,
  kept: (entry: Given) => Kept,
): Groups<Place & Kept> | Report {
  const read = { hosts: new Map<string, Place & Kept>(), retired: new Map<string, Place & Kept>(), containers };
  for (const [group, entries] of [['hosts', hosts] as const, ['retired', retired] as const]) {
    for (const [name, given] of entries) {
      const place = readPlace(given);
      if ('fault' in place) return { path: [...path, group, name, place.key], message: `${name}: ${place.fault}` };
      read[group].set(name, { ...kept(given), ...place });
    }
  }
  return read;
}

function readPlace({ slice, bridge }: Entry): Place | { readonly key: keyof Entry; readonly fault: string } {
  const block = parseCidr(slice);
  if ('fault' in block) return { key: 'slice', fault: `slice ${slice} ${block.fault}` };
  const address = parseAddress(bridge);
  if ('fault' in address || address.family === 6) {
    return { key: 'bridge', fault: `bridge ${bridge} is not an IPv4 address` };
  }
  return { slice: block, bridge: Number(address.value) };
}

function shapeFault(issue: z.core.$ZodIssue | undefined, tree: LockTree): Report {
  const version = typeof tree === 'string' ? undefined : tree.get(LOCK_KEY);
  if (typeof version === 'string' && /^[1-9]\d*$/.test(version) && version !== LOCK_VERSION) {
    return {
      path: [LOCK_KEY],
      message: `it has version ${version} and was written by a newer meshinit; this one reads version ${LOCK_VERSION}`,
      hint: 'Use the version that wrote it, or a newer one.',
    };
  }
  if (version !== LOCK_VERSION) {
    return { path: [LOCK_KEY], message: NO_LOCK };
  }
  const path = (issue?.path ?? []).map((step) => (typeof step === 'number' ? step : String(step)));
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
  return {
    path: unknown === undefined ? path : [...path, unknown],
    at: unknown === undefined ? 'value' : 'key',
    message: `${shortened(path.join('.')) || 'the file'}: ${issue?.message ?? 'not understood'}`,
  };
}
