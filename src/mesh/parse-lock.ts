import { type Document, isMap, LineCounter, parseDocument } from 'yaml';
import * as z from 'zod';
import { parseAddress } from '../addresses/address.ts';
import { parseCidr } from '../addresses/cidr.ts';
import { layoutIds } from '../layouts/layouts.ts';
import type { Lock, Place } from './lock.ts';
import { findLockFault } from './lock-faults.ts';

export interface LockFault {
  readonly fault: string;
  /** Of the lock file, from 1. */
  readonly line: number;
  /** What to do, where that is more than to take the file back. */
  readonly hint?: string;
}

/** Numbers of links follow from those of hosts: an interface's name, `geneve` and such a number, has 15 bytes at most. */
const MOST_HOSTS = 2 ** 24;
const VERSION = 1;

const NUMBER = `a whole number from 1 to ${MOST_HOSTS} is wanted`;
const text = z.string('a text is wanted');

/** A map of these keys, whose faults are for people. */
const map = <Shape extends z.core.$ZodLooseShape>(shape: Shape) =>
  z.strictObject(shape, {
    error: ({ code, ...issue }) =>
      code === 'unrecognized_keys'
        ? `unknown key '${'keys' in issue ? String(issue.keys) : ''}'; legal: ${Object.keys(shape).join(', ')}`
        : 'a map is wanted',
  });

const entry = map({ number: z.int(NUMBER).min(1, NUMBER).max(MOST_HOSTS, NUMBER), slice: text, bridge: text });
const places = z.record(z.string(), entry, 'a map of hosts is wanted');
const schema = map({
  'meshinit-lock': z.literal(VERSION),
  cluster: text,
  network: map({
    subnet: text,
    layout: z.enum(layoutIds, `legal values: ${layoutIds.join(', ')}`),
    slice: text,
    bridges: text,
  }),
  hosts: places,
  retired: places.optional(),
});

/** The lock that a text spells, or the first thing that is wrong with it and its line. */
export function parseLock(text: string): Lock | LockFault {
  const lines = new LineCounter();
  // The library compares each key with all before it: seconds for ten thousand hosts.
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: false });
  const lineAt = (path: readonly PropertyKey[]): number => lineOf(document, lines, path);
  const syntax = document.errors[0];
  if (syntax) return syntaxFault(text, syntax.message, Math.max(1, lines.linePos(syntax.pos[0]).line));
  const repeated = repeatedKey(document);
  if (repeated) return { fault: `${repeated.key} stands there twice`, line: lines.linePos(repeated.offset).line };
  const value: unknown = document.toJS();
  const result = schema.safeParse(value);
  if (!result.success) return shapeFault(result.error.issues[0], value, lineAt);
  const { cluster, network, hosts, retired = {} } = result.data;
  const read = { hosts: new Map<string, Place>(), retired: new Map<string, Place>() };
  for (const [group, entries] of [['hosts', hosts] as const, ['retired', retired] as const]) {
    for (const [name, given] of Object.entries(entries)) {
      const place = readPlace(given);
      if ('fault' in place) return { fault: `${name}: ${place.fault}`, line: lineAt([group, name]) };
      read[group].set(name, place);
    }
  }
  const lock: Lock = { cluster, network, ...read };
  return findLockFault(lock, lineAt) ?? lock;
}

/** The first key that its map has before: of two lines for one host, neither can be believed. */
function repeatedKey(document: Document): { readonly key: string; readonly offset: number } | undefined {
  for (const map of [document.contents, ...['network', 'hosts', 'retired'].map((key) => document.get(key))]) {
    const seen = new Set<string>();
    for (const { key } of isMap<{ value: unknown; range?: number[] }>(map) ? map.items : []) {
      if (seen.has(String(key.value))) return { key: String(key.value), offset: key.range?.[0] ?? 0 };
      seen.add(String(key.value));
    }
  }
  return undefined;
}

function readPlace({ number, slice, bridge }: z.output<typeof entry>): Place | { readonly fault: string } {
  const block = parseCidr(slice);
  if ('fault' in block) return { fault: `slice ${slice} ${block.fault}` };
  const address = parseAddress(bridge);
  if ('fault' in address || address.family === 6) return { fault: `bridge ${bridge} is no IPv4 address` };
  return { number, slice: block, bridge: Number(address.value) };
}

function syntaxFault(text: string, message: string, line: number): LockFault {
  if (!/^(?:<{7}|={7}|>{7})/m.test(text)) return { fault: message, line };
  const marker = text.split('\n').findIndex((candidate) => /^(?:<{7}|={7}|>{7})/.test(candidate));
  return {
    fault: 'a merge conflict is not resolved',
    line: marker + 1,
    hint: 'Keep the lines of both sides, without the markers. If two hosts then have the same number, delete the line of the one that is not booted yet: it is planned anew.',
  };
}

function shapeFault(
  issue: z.core.$ZodIssue | undefined,
  value: unknown,
  lineAt: (path: readonly PropertyKey[]) => number,
): LockFault {
  const path = issue?.path ?? [];
  const version =
    typeof value === 'object' && value !== null && 'meshinit-lock' in value ? value['meshinit-lock'] : undefined;
  if (typeof version === 'number' && version > VERSION) {
    return {
      fault: `it is of version ${version}, made by a newer meshinit; this one knows version ${VERSION}`,
      line: lineAt(['meshinit-lock']),
      hint: 'Use the meshinit that made it, or a newer one.',
    };
  }
  if (version !== VERSION)
    return { fault: `it does not begin as a lock file: meshinit-lock: ${VERSION}`, line: lineAt(['meshinit-lock']) };
  return { fault: `${path.join('.') || 'the file'}: ${issue?.message ?? 'not understood'}`, line: lineAt(path) };
}

/** The line of a path's key, or of the nearest one above it that is there. */
function lineOf(document: Document, lines: LineCounter, path: readonly PropertyKey[]): number {
  for (let depth = path.length; depth > 0; depth -= 1) {
    const node = document.getIn(path.slice(0, depth), true);
    const range = typeof node === 'object' && node !== null && 'range' in node ? (node.range as number[]) : undefined;
    if (range?.[0] !== undefined) return Math.max(1, lines.linePos(range[0]).line);
  }
  return 1;
}
