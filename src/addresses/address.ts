import type { Family } from '../tunnels/tunnel.ts';
import { readIpv6 } from './ipv6-text.ts';

/** An IP address as people write it, in its one canonical spelling (RFC 5952 for IPv6). */
export interface Address {
  readonly family: Family;
  readonly text: string;
  readonly value: bigint;
}

/** The address that a text spells, or why it spells none. Host bits, zones and octal-looking parts are refused. */
export function parseAddress(text: string): Address | { readonly fault: string } {
  if (text !== text.trim()) return { fault: 'has a space around it' };
  if (text.includes('/')) return { fault: 'has a prefix length; expected only an address' };
  if (text.includes('%')) return { fault: 'has a zone; an address that every peer can reach has none' };
  return text.includes(':') ? parseIpv6(text) : parseIpv4Address(text);
}

function parseIpv6(text: string): Address | { readonly fault: string } {
  const address = readIpv6(text);
  return address ? { family: 6, ...address } : { fault: 'is not an IPv6 address' };
}

const NOT_IPV4 = 'is not an IPv4 address: four numbers from 0 to 255, separated by dots';

/** By hand: a manifest may have ten thousand, and ip-num takes 40 µs for each. */
function parseIpv4Address(text: string): Address | { readonly fault: string } {
  if (/[a-z]/i.test(text)) return { fault: 'is a name; expected an IPv4 or IPv6 address' };
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^\d+$/.test(part))) return { fault: NOT_IPV4 };
  if (parts.some((part) => /^0\d/.test(part))) {
    return { fault: 'has a part with a leading zero, which some programs read as octal' };
  }
  const numbers = parts.map(Number);
  if (numbers.some((number) => number > 255)) return { fault: NOT_IPV4 };
  return { family: 4, text, value: BigInt(numbers.reduce((value, number) => value * 256 + number, 0)) };
}

/** IPv4 address from its number, 0 to 2^32 - 1. */
export function ipv4Text(value: number): string {
  return `${value >>> 24}.${(value >>> 16) & 255}.${(value >>> 8) & 255}.${value & 255}`;
}
