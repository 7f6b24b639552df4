import { LineCounter, parseDocument } from 'yaml';
import * as z from 'zod';
import { ipv4Text, parseAddress } from '../addresses/address.ts';
import { type Cidr, cidrText, contains, holds, parseCidr } from '../addresses/cidr.ts';
import { type Layout, layoutIds } from '../layouts/layouts.ts';

/** What a host keeps for as long as it is in the cluster. */
export interface Place {
  readonly number: number;
  readonly slice: Cidr;
  /** IPv4 number. */
  readonly bridge: number;
}

/** What the places were planned in: another network would move every host. */
export interface LockedNetwork {
  readonly subnet: string;
  readonly layout: Layout;
  readonly slice: string;
  readonly bridges: string;
}

/** A cluster's memory: the file beside the manifest that keeps addresses from moving. */
export interface Lock {
  readonly cluster: string;
  readonly network: LockedNetwork;
  readonly hosts: ReadonlyMap<string, Place>;
  /** Hosts that left, oldest first: their ranges rest until the space is needed. */
  readonly retired: ReadonlyMap<string, Place>;
}

/** Numbers of links follow from those of hosts: an interface's name, `geneve` and such a number, has 15 bytes at most. */
const MOST_HOSTS = 2 ** 24;

const entry = z.strictObject({ number: z.int().min(1).max(MOST_HOSTS), slice: z.string(), bridge: z.string() });
const places = z.record(z.string(), entry);
const schema = z.strictObject({
  'meshinit-lock': z.literal(1),
  cluster: z.string(),
  network: z.strictObject({
    subnet: z.string(),
    layout: z.enum(layoutIds),
    slice: z.string(),
    bridges: z.string(),
  }),
  hosts: places,
  retired: places.optional(),
});

/** The lock that a text spells, or what is wrong with it and on which line. */
export function parseLock(text: string): Lock | { readonly fault: string; readonly line: number } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const lineOf = (offset: number): number => Math.max(1, lines.linePos(offset).line);
  const lineAt = (path: readonly PropertyKey[]): number => {
    for (let depth = path.length; depth > 0; depth -= 1) {
      const node = document.getIn(path.slice(0, depth), true);
      const range = typeof node === 'object' && node !== null && 'range' in node ? (node.range as number[]) : undefined;
      if (range?.[0] !== undefined) return lineOf(range[0]);
    }
    return 1;
  };
  const syntax = document.errors[0];
  if (syntax) {
    const merging = /^[<=>]{7}/m.test(text) ? 'a merge conflict is not resolved' : syntax.message;
    return { fault: merging, line: lineOf(syntax.pos[0]) };
  }
  const result = schema.safeParse(document.toJS());
  if (!result.success) {
    const issue = result.error.issues[0];
    const path = issue?.path ?? [];
    if (path[0] === 'meshinit-lock') return { fault: 'it is of another version of meshinit', line: lineAt(path) };
    return { fault: `${path.join('.') || 'the file'}: ${issue?.message ?? 'not understood'}`, line: lineAt(path) };
  }
  const read = { hosts: new Map<string, Place>(), retired: new Map<string, Place>() };
  for (const group of ['hosts', 'retired'] as const) {
    for (const [name, place] of Object.entries(result.data[group] ?? {})) {
      const slice = parseCidr(place.slice);
      const bridge = parseAddress(place.bridge);
      if ('fault' in slice)
        return { fault: `${name}: slice ${place.slice} ${slice.fault}`, line: lineAt([group, name]) };
      if ('fault' in bridge || bridge.family === 6) {
        return { fault: `${name}: bridge ${place.bridge} is no IPv4 address`, line: lineAt([group, name]) };
      }
      read[group].set(name, { number: place.number, slice, bridge: Number(bridge.value) });
    }
  }
  const subnet = parseCidr(result.data.network.subnet);
  for (const [name, { slice, bridge }] of read.hosts) {
    if ('fault' in subnet || (contains(subnet, slice) && holds(subnet, bridge))) continue;
    return {
      fault: `${name} has a slice or bridge outside the subnet ${result.data.network.subnet}`,
      line: lineAt(['hosts', name]),
    };
  }
  const clash = findClash(read.hosts);
  if (clash) return { fault: clash.fault, line: lineAt(['hosts', clash.name]) };
  return { cluster: result.data.cluster, network: result.data.network, ...read };
}

/** Two hosts with one number, address or range: a lock edited by hand, or merged wrongly. */
function findClash(hosts: ReadonlyMap<string, Place>): { fault: string; name: string } | undefined {
  const owners = new Map<string, string>();
  let previous: { name: string; last: number } | undefined;
  for (const [name, place] of [...hosts].toSorted(([, a], [, b]) => a.slice.first - b.slice.first)) {
    if (previous && place.slice.first <= previous.last) {
      return { name, fault: `${name} and ${previous.name} have overlapping slices` };
    }
    previous = { name, last: place.slice.last };
    for (const key of [`number ${place.number}`, `bridge ${ipv4Text(place.bridge)}`]) {
      const owner = owners.get(key);
      if (owner) return { name, fault: `${name} and ${owner} both have ${key}` };
      owners.set(key, name);
    }
  }
  return undefined;
}

/** The file's text: one line a host, sorted, so that changes merge line by line. */
export function lockText(lock: Lock): string {
  const line = (name: string, place: Place): string =>
    `  ${name}: { number: ${place.number}, slice: ${cidrText(place.slice)}, bridge: ${ipv4Text(place.bridge)} }\n`;
  const { subnet, layout, slice, bridges } = lock.network;
  const hosts = [...lock.hosts].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([name, place]) => line(name, place));
  const retired = [...lock.retired].map(([name, place]) => line(name, place));
  return [
    `# What meshinit gave the hosts of cluster ${lock.cluster}: it keeps their addresses from moving. Commit this file.\n`,
    `meshinit-lock: 1\ncluster: ${lock.cluster}\n`,
    `network: { subnet: ${subnet}, layout: ${layout}, slice: ${slice}, bridges: ${bridges} }\n`,
    `hosts:\n${hosts.join('')}`,
    retired.length === 0
      ? ''
      : `# Hosts that left, oldest first: their ranges rest until the space is needed.\nretired:\n${retired.join('')}`,
  ].join('');
}
