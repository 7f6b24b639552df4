import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { type AddressRange, parseAddressRange, rangesOverlap } from '../addresses/address-range.ts';
import { isNamed } from '../addresses/host-address.ts';
import { firstSubnet } from '../addresses/ipv6-block.ts';
import type { ManifestPath } from '../diagnostics/diagnostic.ts';
import type { Reporter } from '../diagnostics/reporter.ts';
import type { Manifest } from '../manifest/manifest.ts';
import { type Network, networkKey, networkPath } from '../manifest/network.ts';
import { underlaysOf } from '../manifest/underlays.ts';
import { autoSubnet6 } from './laws.ts';
import type { Lock } from './lock.ts';
import type { Subnet6 } from './subnet6.ts';

/** What a block may not overlap. */
interface Taken {
  readonly block: AddressRange;
  readonly what: string;
  readonly path: ManifestPath;
}

/** The IPv6 network of each network that has one: the first /64 of what is given, else the lock's, else a new ULA. */
export function chooseSubnets6(
  manifest: Manifest,
  lock: Pick<Lock, 'network' | 'networks'> | undefined,
  reporter: Reporter,
): ReadonlyMap<string, Subnet6> {
  const taken = takenBlocks(manifest);
  const subnets = new Map<string, Subnet6>();
  const waiting: Network[] = [];
  for (const network of manifest.networks) {
    const { name, subnet6 } = network;
    if (subnet6 === undefined) continue;
    const kept = subnet6 === 'auto' ? lockedSubnet6(network, lock) : firstSubnet(subnet6);
    if (!kept) waiting.push(network);
    else subnets.set(name, kept);
    if (kept && subnet6 === 'auto') checkKept(network, kept, taken, reporter);
  }
  for (const network of waiting) {
    const others = [...taken.map(({ block }) => block), ...subnets.values()];
    subnets.set(network.name, freeSubnet(manifest.name, network.name, others));
  }
  return subnets;
}

/** What the lock is to keep: what was chosen, not what stands in the manifest. */
export const keptSubnet6 = ({ name, subnet6 }: Network, subnets: ReadonlyMap<string, Subnet6>): string | undefined =>
  subnet6 === 'auto' ? subnets.get(name)?.text : undefined;

function lockedSubnet6({ name, isMain }: Network, lock: Pick<Lock, 'network' | 'networks'> | undefined) {
  const text = isMain ? lock?.network.subnet6 : lock?.networks.get(name)?.network.subnet6;
  const block = text === undefined ? undefined : parseAddressRange(text);
  return block && 'fault' in block ? undefined : block;
}

function checkKept(network: Network, kept: Subnet6, taken: readonly Taken[], reporter: Reporter): void {
  const clash = taken.find(({ block }) => rangesOverlap(block, kept));
  if (!clash) return;
  reporter.report(autoSubnet6, {
    path: clash.path,
    message: `${clash.what} overlaps ${kept.text}, which the lock file keeps for ${networkKey(network, 'subnet6')}`,
    hint: 'Use another block. If every container may get another IPv6 address, remove subnet6 from the lock file instead: it is then chosen anew.',
    related: [{ path: networkPath(network, 'subnet6'), message: `${kept.text} in the lock file` }],
  });
}

const SUBNETS = 2 ** 16;

/**
 * A /64 of a unique local /48 (RFC 4193). Its 40 bits are of the cluster's name, so that two clusters do not meet in one
 * network, and the subnet's number is of the network's, so that two branches which each add one do not clash.
 */
function freeSubnet(cluster: string, name: string, others: readonly AddressRange[]): Subnet6 {
  const [a, b, c, d, e] = digest(cluster);
  const site = `fd${a}:${b}${c}:${d}${e}`;
  const wanted = Number.parseInt(digest(`${cluster}/${name}`).slice(0, 2).join(''), 16);
  for (let step = 0; step < SUBNETS; step += 1) {
    const block = parseAddressRange(`${site}:${((wanted + step) % SUBNETS).toString(16)}::/64`);
    if ('fault' in block) throw new Error(`no block of ${site}`);
    if (!others.some((other) => rangesOverlap(other, block))) return block;
  }
  throw new Error(`every block of ${site} is taken`);
}

const digest = (text: string): string[] =>
  [...sha256(utf8ToBytes(`meshinit subnet6 ${text}`))].map((byte) => byte.toString(16).padStart(2, '0'));

/** All IPv6 that the manifest names. */
function takenBlocks({ hosts, networks, encryption }: Manifest): Taken[] {
  const given = networks.flatMap((network): Taken[] =>
    network.subnet6 === undefined || network.subnet6 === 'auto'
      ? []
      : [{ block: network.subnet6, what: networkKey(network, 'subnet6'), path: networkPath(network, 'subnet6') }],
  );
  const underlays = hosts.flatMap(underlaysOf).flatMap(({ address, path }): Taken[] => {
    if (isNamed(address) || address.family === 4) return [];
    const { family, value, text } = address;
    return [{ block: { family, first: value, last: value, text }, what: `${path.join('.')} ${text}`, path }];
  });
  const range = encryption?.range;
  const ranges = range?.family === 6 ? [{ block: range, what: 'encryption.range', path: ['encryption', 'range'] }] : [];
  return [...given, ...underlays, ...ranges];
}
