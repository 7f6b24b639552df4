import { ipv4Text } from '../addresses/address.ts';
import { type Cidr, cidrText, holds } from '../addresses/cidr.ts';
import { specialRangeOf } from '../addresses/special-ranges.ts';
import type { Report } from '../diagnostics/reporter.ts';
import { DEFAULT_SUBNET, networkKey, networkPath } from '../manifest/network.ts';
import type { NetworkContext } from './rule.ts';

/** Prefix lengths: larger than /8 no private block is, and beyond /28 there is no room for hosts and containers. */
export const SHORTEST_SUBNET = 8;
export const LONGEST_SUBNET = 28;
/** 169.254.0.0/16 lies inside a legal /8, whose ends alone do not show it. */
const LINK_LOCAL = 169 * 2 ** 24 + 254 * 2 ** 16;

/** The containers' network as a rule speaks of it. */
export interface Subnet extends Cidr {
  /** `network.subnet 10.77.0.0/16`, or that it is the default. */
  readonly text: string;
  readonly isDefault: boolean;
  /** Its place in the manifest, or none where it is the default. */
  readonly related: NonNullable<Report['related']>;
}

/** The containers' network, or undefined where the manifest has one that cannot be read or used (MI0302, MI0304). */
export function subnetOf({ network, isBroken }: Pick<NetworkContext, 'network' | 'isBroken'>): Subnet | undefined {
  const block = network.subnet;
  const path = networkPath(network, 'subnet');
  if (!block || !isUsable(block) || isBroken(path)) return undefined;
  const isDefault = network.input.subnet === undefined;
  const key = networkKey(network, 'subnet');
  return {
    ...block,
    isDefault,
    text: isDefault ? `${key} (by default ${DEFAULT_SUBNET})` : `${key} ${cidrText(block)}`,
    related: isDefault ? [] : [{ path, message: 'the containers’ network' }],
  };
}

function isUsable(block: Cidr): boolean {
  return block.prefix >= SHORTEST_SUBNET && block.prefix <= LONGEST_SUBNET && !refusedRange(block);
}

/** A range inside the block whose addresses no container can have, if there is one. */
export function refusedRange(block: Cidr): ReturnType<typeof specialRangeOf> {
  return [block.first, block.last, LINK_LOCAL]
    .filter((address) => holds(block, address))
    .map((address) => specialRangeOf({ family: 4, text: ipv4Text(address), value: BigInt(address) }))
    .find((range) => range?.use === 'refused');
}
