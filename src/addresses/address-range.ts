import type { Family } from '../tunnels/tunnel.ts';
import { type Address, ipv4Text, parseAddress } from './address.ts';
import { ipv6Text } from './ipv6-text.ts';

/** A block of addresses of either family. */
export interface AddressRange {
  readonly family: Family;
  readonly first: bigint;
  readonly last: bigint;
  /** In its one spelling: `10.98.0.0/16`. */
  readonly text: string;
}

const BITS = { 4: 32, 6: 128 } as const;

/** The block that a text such as `10.98.0.0/16` or `fd98::/64` spells, or why it spells none. */
export function parseAddressRange(text: string): AddressRange | { readonly fault: string } {
  const [base = '', length = '', ...rest] = text.split('/');
  const address = parseAddress(base);
  if (rest.length > 0 || !/^(0|[1-9]\d{0,2})$/.test(length))
    return { fault: 'is not a CIDR block such as 10.98.0.0/16' };
  if ('fault' in address) return { fault: `: ${base} ${address.fault}` };
  const bits = BITS[address.family];
  if (Number(length) > bits) return { fault: `: the prefix length '${length}' is not a number from 0 to ${bits}` };
  const size = 1n << BigInt(bits - Number(length));
  const first = (address.value / size) * size;
  const block = `${textOf(address.family, first)}/${length}`;
  if (first !== address.value) return { fault: `has host bits set; the block is ${block}` };
  return { family: address.family, first, last: first + size - 1n, text: block };
}

/** The block that a text of our own spells. */
export function knownRange(text: string): AddressRange {
  const block = parseAddressRange(text);
  if ('fault' in block) throw new Error(`${text} ${block.fault}`);
  return block;
}

/** The address of a number in a block, counted from 0. */
export function addressAt({ family, first }: AddressRange, index: number): Address {
  const value = first + BigInt(index);
  return { family, value, text: textOf(family, value) };
}

export const rangesOverlap = (a: AddressRange, b: Pick<AddressRange, 'family' | 'first' | 'last'>): boolean =>
  a.family === b.family && a.first <= b.last && b.first <= a.last;

const textOf = (family: Family, value: bigint): string => (family === 4 ? ipv4Text(Number(value)) : ipv6Text(value));
