import { ipv4Text, parseAddress } from './address.ts';

/**
 * A block of IPv4 addresses. Numbers, not ip-num's objects: the planner does arithmetic on millions of them
 * (ip-num takes about 40 µs an operation).
 */
export interface Cidr {
  /** Network address, 0 to 2^32 - 1. */
  readonly first: number;
  /** Last address: the broadcast address. */
  readonly last: number;
  /** Prefix length, 0 to 32. */
  readonly prefix: number;
}

/** The block of a prefix length that holds an address. */
export function blockAt(address: number, prefix: number): Cidr {
  const size = 2 ** (32 - prefix);
  const first = Math.floor(address / size) * size;
  return { first, last: first + size - 1, prefix };
}

/** The block that a text such as `172.17.0.0/16` spells, or why it spells none. */
export function parseCidr(text: string): Cidr | { readonly fault: string } {
  const [base = '', length, ...rest] = text.split('/');
  if (length === undefined || rest.length > 0) return { fault: 'is not a CIDR block such as 172.17.0.0/16' };
  if (base.includes(':')) return { fault: 'is IPv6; expected an IPv4 block' };
  const address = parseAddress(base);
  if ('fault' in address) return { fault: `: ${base} ${address.fault}` };
  if (!/^(0|[1-9]\d?)$/.test(length) || Number(length) > 32) {
    return { fault: `: the prefix length '${length}' is not a number from 0 to 32` };
  }
  const block = blockAt(Number(address.value), Number(length));
  if (block.first !== Number(address.value)) {
    return { fault: `has host bits set; the block is ${cidrText(block)}` };
  }
  return block;
}

/** The block that a text spells, or nothing where it spells none. */
export function cidrOrNothing(text: string | undefined): Cidr | undefined {
  if (text === undefined) return undefined;
  const block = parseCidr(text);
  return 'fault' in block ? undefined : block;
}

export const cidrText = (block: Cidr): string => `${ipv4Text(block.first)}/${block.prefix}`;

export const cidrSize = (block: Cidr): number => block.last - block.first + 1;

export const overlaps = (a: Cidr, b: Cidr): boolean => a.first <= b.last && b.first <= a.last;

export const contains = (outer: Cidr, inner: Cidr): boolean => outer.first <= inner.first && inner.last <= outer.last;

export const holds = (block: Cidr, address: number): boolean => block.first <= address && address <= block.last;

/** Netmask in dotted form, as ifupdown and ifcfg files of old want it. */
export function netmaskText(prefix: number): string {
  return ipv4Text(prefix === 0 ? 0 : 2 ** 32 - 2 ** (32 - prefix));
}
