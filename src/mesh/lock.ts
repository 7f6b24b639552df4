import { ipv4Text } from '../addresses/address.ts';
import { type Cidr, cidrText } from '../addresses/cidr.ts';
import type { Layout } from '../layouts/ids.ts';
import { layoutOf } from '../layouts/layouts.ts';
import type { LockedContainers } from './containers.ts';
import { authorityText, type LockedAuthority } from './locked-authority.ts';
import { keysText, type LockedEncryption } from './locked-keys.ts';

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
  /** The containers' IPv6 network where meshinit chose it. */
  readonly subnet6?: string | undefined;
}

/** What a network's hosts keep there. */
export interface LockedPlaces {
  readonly hosts: ReadonlyMap<string, Place>;
  /** Removed hosts, oldest first: their ranges stay reserved until the space is needed. */
  readonly retired: ReadonlyMap<string, Place>;
  /** Declared containers; without any, there is no such part. */
  readonly containers: LockedContainers;
}

/** A further network: what it was planned in, its places, and the key of its tunnels where meshinit chose it. */
export interface LockedFurther extends LockedPlaces {
  readonly network: LockedNetwork;
  readonly key: number | undefined;
}

/** A cluster's memory: the file beside the manifest that keeps addresses from moving. */
export interface Lock {
  readonly cluster: string;
  readonly network: LockedNetwork;
  readonly hosts: ReadonlyMap<string, LockedHost>;
  /** Removed hosts, oldest first: their ranges stay reserved until the space is needed. */
  readonly retired: ReadonlyMap<string, LockedHost>;
  /** Addresses of declared containers in the main network. */
  readonly containers: LockedContainers;
  /** The further networks by name. */
  readonly networks: ReadonlyMap<string, LockedFurther>;
  /** Hosts that hold the state of Docker's own overlay. */
  readonly seats?: readonly string[] | undefined;
  /** Where the cluster has, or once had, an overlay of Docker's. */
  readonly authority?: LockedAuthority | undefined;
  /** Where the cluster has, or once had, WireGuard under its tunnels. */
  readonly encryption?: LockedEncryption | undefined;
}

/** What some reader of YAML takes for a value of its own, among the labels that begin with a letter. */
const WORDS: ReadonlySet<string> = new Set(['null', 'true', 'false', 'yes', 'no', 'on', 'off', 'y', 'n']);

/** A label as YAML 1.1 and 1.2 both read it back: `01`, `1e3`, `2026-11-28` and `null` are no texts without quotes. */
const textOf = (label: string): string => (/^[a-z]/.test(label) && !WORDS.has(label) ? label : `"${label}"`);

const RETIRED = 'Removed hosts, oldest first: their ranges stay reserved until the space is needed.';

/**
 * The file's text: one line a host, sorted, so that changes merge line by line. Links need none: a link's number
 * follows from its hosts'.
 */
export function lockText(lock: Lock): string {
  return [
    `# What meshinit assigned to the hosts of cluster ${lock.cluster}, so that no address changes. Commit this file.\n`,
    `meshinit-lock: 1\ncluster: ${textOf(lock.cluster)}\n`,
    ...(layoutOf(lock.network.layout).isBuilt
      ? [`network: { ${rangesText(lock.network)} }\n`, placesText(lock, '', (place) => `number: ${place.number}, `)]
      : [`network: { layout: ${lock.network.layout} }\n`, numbersText(lock)]),
    detailsText(lock.containers, ''),
    lock.networks.size === 0 ? '' : 'networks:\n',
    ...[...lock.networks].toSorted(byName).map(furtherText),
    lock.seats ? `overlay: { seats: ${textOf(lock.seats.join(' '))} }\n` : '',
    lock.authority ? authorityText(lock.authority) : '',
    lock.encryption ? keysText(lock.encryption, textOf) : '',
  ].join('');
}

function furtherText([name, { network, key, ...places }]: readonly [string, LockedFurther]): string {
  const keyText = key === undefined ? '' : `, key: ${key}`;
  return `  ${textOf(name)}:\n    network: { ${rangesText(network)}${keyText} }\n${placesText(places, '    ')}${detailsText(places.containers, '    ')}`;
}

/** A line for each container: its address on each of its hosts. */
function detailsText(containers: LockedContainers, indent: string): string {
  if (containers.size === 0) return '';
  const lines = [...containers].toSorted(byName).map(([name, byHost]) => {
    const addresses = [...byHost].toSorted(byName).map(([host, address]) => `${textOf(host)}: ${ipv4Text(address)}`);
    return `${indent}  ${textOf(name)}: { ${addresses.join(', ')} }\n`;
  });
  return `${indent}containers:\n${lines.join('')}`;
}

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1);

const rangesText = ({ subnet, layout, slice, bridges, subnet6 }: LockedNetwork): string =>
  `subnet: ${subnet}, layout: ${layout}, slice: ${slice}, bridges: ${bridges}${subnet6 === undefined ? '' : `, subnet6: "${subnet6}"`}`;

/** Places of hosts that follow from their numbers are not written. */
const numbersText = ({ hosts }: Pick<Lock, 'hosts'>): string =>
  `hosts:\n${[...hosts]
    .toSorted(byName)
    .map(([name, { number }]) => `  ${textOf(name)}: { number: ${number} }\n`)
    .join('')}`;

/** @param before what a host's line has before its range and address */
function placesText<Kept extends Place>(
  { hosts, retired }: { readonly hosts: ReadonlyMap<string, Kept>; readonly retired: ReadonlyMap<string, Kept> },
  indent: string,
  before: (place: Kept) => string = () => '',
): string {
  const line = ([name, place]: readonly [string, Kept]): string =>
    `${indent}  ${textOf(name)}: { ${before(place)}slice: ${cidrText(place.slice)}, bridge: ${ipv4Text(place.bridge)} }\n`;
  return [
    `${indent}hosts:\n`,
    ...[...hosts].toSorted(byName).map(line),
    ...(retired.size === 0 ? [] : [`${indent}# ${RETIRED}\n${indent}retired:\n`]),
    ...[...retired].map(line),
  ].join('');
}
