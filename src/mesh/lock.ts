import { ipv4Text } from '../addresses/address.ts';
import { type Cidr, cidrText } from '../addresses/cidr.ts';
import type { Layout } from '../layouts/layouts.ts';

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

/**
 * The file's text: one line a host, sorted, so that changes merge line by line. Links need none: a link's number
 * follows from its hosts'.
 */
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
