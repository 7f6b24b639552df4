import { ipv4Text } from '../addresses/address.ts';
import { type Cidr, cidrText } from '../addresses/cidr.ts';
import type { Layout } from '../layouts/ids.ts';

/** What a host keeps for as long as it is in a network. */
export interface Place {
  readonly slice: Cidr;
  /** IPv4 number. */
  readonly bridge: number;
}

/** What it keeps for as long as it is in the cluster, with its place in the main network. */
export interface LockedHost extends Place {
  readonly number: number;
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
  readonly hosts: ReadonlyMap<string, LockedHost>;
  /** Removed hosts, oldest first: their ranges stay reserved until the space is needed. */
  readonly retired: ReadonlyMap<string, LockedHost>;
}

/** What some reader of YAML takes for a value of its own, among the labels that begin with a letter. */
const WORDS: ReadonlySet<string> = new Set(['null', 'true', 'false', 'yes', 'no', 'on', 'off', 'y', 'n']);

/** A label as YAML 1.1 and 1.2 both read it back: `01`, `1e3`, `2026-11-28` and `null` are no texts without quotes. */
const textOf = (label: string): string => (/^[a-z]/.test(label) && !WORDS.has(label) ? label : `"${label}"`);

/**
 * The file's text: one line a host, sorted, so that changes merge line by line. Links need none: a link's number
 * follows from its hosts'.
 */
export function lockText(lock: Lock): string {
  const line = (name: string, place: LockedHost): string =>
    `  ${textOf(name)}: { number: ${place.number}, slice: ${cidrText(place.slice)}, bridge: ${ipv4Text(place.bridge)} }\n`;
  const { subnet, layout, slice, bridges } = lock.network;
  const hosts = [...lock.hosts].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([name, place]) => line(name, place));
  const retired = [...lock.retired].map(([name, place]) => line(name, place));
  return [
    `# What meshinit assigned to the hosts of cluster ${lock.cluster}, so that no address changes. Commit this file.\n`,
    `meshinit-lock: 1\ncluster: ${textOf(lock.cluster)}\n`,
    `network: { subnet: ${subnet}, layout: ${layout}, slice: ${slice}, bridges: ${bridges} }\n`,
    `hosts:\n${hosts.join('')}`,
    retired.length === 0
      ? ''
      : `# Removed hosts, oldest first: their ranges stay reserved until the space is needed.\nretired:\n${retired.join('')}`,
  ].join('');
}
