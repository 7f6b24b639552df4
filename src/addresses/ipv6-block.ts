import { type AddressRange, addressAt, knownRange, parseAddressRange, rangesOverlap } from './address-range.ts';
import { specialRangeOf } from './special-ranges.ts';

/** Prefix length of the block that containers are in, whatever more they are given: what IPv6's own rules are made for. */
export const IPV6_PREFIX = 64;

/** The IPv6 block, /64 or larger, that a text spells, or why containers can have none of it. */
export function parseIpv6Block(text: string): AddressRange | { readonly fault: string } {
  const block = parseAddressRange(text);
  if ('fault' in block) return block;
  if (block.family === 4) return { fault: 'is IPv4; the block of subnet is the one for that' };
  if (prefixOf(block) > IPV6_PREFIX) return { fault: `is smaller than a /${IPV6_PREFIX}` };
  const special = REFUSED.find(([refused]) => rangesOverlap(block, knownRange(refused)));
  return special ? { fault: `overlaps ${special[0]}, which is ${special[1]}` } : block;
}

/** The first /64 of a block. */
export const firstSubnet = (block: AddressRange): AddressRange =>
  knownRange(`${addressAt(block, 0).text}/${IPV6_PREFIX}`);

/** Whether nobody on the internet can answer to it: a unique local address (RFC 4193), which NAT66 is for. */
export const isUniqueLocal = ({ first }: Pick<AddressRange, 'first'>): boolean =>
  specialRangeOf({ family: 6, value: first, text: '' })?.use === 'private';

const prefixOf = ({ text }: AddressRange): number => Number(text.split('/')[1]);

const REFUSED = [
  ['::/32', 'unspecified, loopback and mapped IPv4'],
  ['fe80::/10', 'link-local'],
  ['ff00::/8', 'multicast'],
] as const;
